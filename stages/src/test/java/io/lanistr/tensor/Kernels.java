package io.lanistr.tensor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The backends, as a parameter of tests. */
enum Kernels {
  PLAIN,
  MKL;

  Backend backend() {
    if (this == PLAIN) {
      return new PlainBackend();
    }
    assumeTrue(Natives.problem().isEmpty(), "MKL runs on Linux, x86-64");
    return Backend.current();
  }
}
