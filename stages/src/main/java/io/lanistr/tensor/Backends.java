package io.lanistr.tensor;

import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the backend of this JVM. */
final class Backends {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  static final Backend CURRENT = choose();

  private Backends() {}

  private static Backend choose() {
    Optional<String> problem = Natives.problem();
    Backend backend = problem.isPresent() ? fallback(problem.get()) : mkl();
    if (LOG.isDebugEnabled()) {
      LOG.debug("{}: {} GFLOPS in a product of 512 x 512 matrices", backend.name(), speed(backend));
    }
    return backend;
  }

  private static Backend mkl() {
    String type = "set by the environment";
    if (System.getenv(CpuType.VARIABLE) == null) {
      Optional<String> chosen = CpuType.choose(Natives.cpuInfo());
      chosen.ifPresent(value -> Natives.setEnvironment(CpuType.VARIABLE, value));
      type = chosen.orElse("left to MKL");
    }
    Backend backend = new MklBackend();
    try {
      // The first call loads the libraries: a failure shows here, not in the middle of a training.
      backend.exp(1, new float[1], 0, new float[1], 0);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "MKL's natives do not load: run the JVM with -D" + Natives.SWITCH + "=off", e);
    }
    LOG.info("Numerics use {}; {}: {}", backend.name(), CpuType.VARIABLE, type);
    return backend;
  }

  private static Backend fallback(String problem) {
    LOG.warn("Numerics use plain Java, which is slower: MKL's natives do not load: {}", problem);
    PlainMklInstaller.install();
    return new PlainBackend();
  }

  private static long speed(Backend backend) {
    int n = 512;
    float[] a = new float[n * n];
    Arrays.fill(a, 1f);
    float[] c = new float[n * n];
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      long start = System.nanoTime();
      backend.gemm(false, false, n, n, n, 1f, a, 0, n, a, 0, n, 0f, c, 0, n);
      best = Math.min(best, System.nanoTime() - start);
    }
    return 2L * n * n * n / Math.max(best, 1);
  }
}
