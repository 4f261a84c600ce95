package io.lanistr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.cluster.app.ProductOnExecutors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The project on executors of their own: classes and natives get there and work. */
class StandaloneClusterTest {
  private static final Path FOLDER = Path.of("target", "cluster", "product").toAbsolutePath();

  @Test
  void everyExecutorMultipliesWithTheBackendOfItsMachine() throws IOException {
    List<ProcessHandle> processes;
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, 2, 1, "1g")) {
      Submission submission =
          cluster
              .submission("product")
              .jar(TestJar.ofPackage(ProductOnExecutors.class, FOLDER.resolve("product.jar")))
              .conf("spark.executor.memory", "512m")
              .conf("spark.scheduler.minRegisteredResourcesRatio", "1.0");
      Path lines = submission.folder().resolve("lines.csv");
      Submission.Result result =
          submission.run(
              ProductOnExecutors.class.getName(),
              List.of(lines.toString()),
              Duration.ofSeconds(120));
      assertEquals(0, result.exitCode(), () -> result.printed() + cluster.logs());
      Set<String> executors = new HashSet<>();
      Set<String> backends = new HashSet<>();
      List<Float> elements = new ArrayList<>();
      for (String line : Files.readAllLines(lines)) {
        String[] parts = line.split(",", -1);
        executors.add(parts[0]);
        backends.add(parts[1]);
        elements.add(Float.parseFloat(parts[2]));
      }
      assertEquals(Set.of("0", "1"), executors, cluster::logs);
      assertEquals(1, backends.size(), backends::toString);
      assertEquals(List.of(0f, 16f, 32f, 48f, 64f, 80f, 96f, 112f), elements);
      processes = cluster.running();
      assertTrue(processes.size() >= 3, () -> "a master and two workers, not " + processes);
    }
    assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive), "processes are left over");
  }
}
