package io.lanistr.network.config;

/** Range checks of configuration values. */
final class Checks {
  private Checks() {}

  static void positive(String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, got " + value);
    }
  }

  static void notNegative(String what, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(what + " must not be negative, got " + value);
    }
  }

  /** In [0, 1). */
  static void probability(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(what + " must be in [0, 1), got " + value);
    }
  }

  static void divides(String what, int value, String ofWhat, int of) {
    if (of % value != 0) {
      throw new IllegalArgumentException(
          what + " " + value + " does not divide " + ofWhat + " " + of);
    }
  }
}
