package io.lanistr.network.golden;

import static org.junit.jupiter.api.Assertions.fail;

import io.lanistr.network.weights.DType;
import io.lanistr.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the network computes with what a case expects, and accounts for every tensor. */
final class Comparison {
  private final GoldenCase golden;
  private final Map<String, GoldenTensor> expected;
  private final Set<String> open;
  private final List<String> failures = new ArrayList<>();
  private double worstRatio;
  private String worst = "nothing";

  Comparison(GoldenCase golden) throws IOException {
    this.golden = golden;
    this.expected = golden.stored("expected");
    this.open = new TreeSet<>(expected.keySet());
  }

  boolean expects(String name) {
    return expected.containsKey(name);
  }

  Set<String> expectedNames() {
    return expected.keySet();
  }

  void check(String name, Tensor got) {
    check(name, got.toArray());
  }

  void check(String name, double got) {
    check(name, new float[] {(float) got});
  }

  /** Compares a float tensor under the tolerance of the case. */
  void check(String name, float[] got) {
    GoldenTensor want = take(name);
    if (want == null) {
      return;
    }
    if (want.info().type() != DType.F32) {
      failures.add(name + ": stored as " + want.info().type() + ", got floats");
      return;
    }
    within(name, got, want.floats(), golden.tolerance(name, want));
  }

  /** Compares a scalar that may be stored in either of two ways. */
  void checkEither(String name, double one, double other) {
    GoldenTensor want = expected.get(name);
    double stored = want == null ? 0 : want.floats()[0];
    check(name, Math.abs(one - stored) <= Math.abs(other - stored) ? one : other);
  }

  /** Compares integers or booleans exactly. */
  void checkExact(String name, long[] got) {
    GoldenTensor want = take(name);
    if (want == null) {
      return;
    }
    if (!java.util.Arrays.equals(want.integers(), got)) {
      failures.add(name + ": integers differ");
    }
  }

  private GoldenTensor take(String name) {
    GoldenTensor want = expected.get(name);
    if (want == null) {
      failures.add(name + ": computed, but the case has no such tensor");
    }
    open.remove(name);
    return want;
  }

  /** Compares values, each within a tolerance. */
  void within(String name, float[] got, float[] want, double tolerance) {
    if (got.length != want.length) {
      failures.add(name + ": " + got.length + " values, expected " + want.length);
      return;
    }
    int worstAt = -1;
    double largest = -1;
    for (int i = 0; i < got.length; i++) {
      double difference = Math.abs((double) got[i] - want[i]);
      if (Double.isNaN(difference) || difference > largest) {
        largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        worstAt = i;
      }
    }
    if (largest / tolerance > worstRatio) {
      worstRatio = largest / tolerance;
      worst = name;
    }
    if (largest > tolerance) {
      failures.add(
          String.format(
              Locale.ROOT,
              "%s: element %d of %d: got %.9g, expected %.9g, difference %.3g, tolerance %.3g",
              name,
              worstAt,
              got.length,
              got[worstAt],
              want[worstAt],
              largest,
              tolerance));
    }
  }

  void require(boolean ok, String what) {
    if (!ok) {
      failures.add(what);
    }
  }

  /** Fails if anything differed, or a stored tensor was not compared. */
  void finish() {
    for (String name : open) {
      failures.add(name + ": stored, but not compared");
    }
    if (!failures.isEmpty()) {
      fail(
          golden.name()
              + ": "
              + failures.size()
              + " of "
              + expected.size()
              + " tensors\n  "
              + String.join("\n  ", failures.subList(0, Math.min(40, failures.size()))));
    }
  }

  /** How near to its tolerance the worst tensor came. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%s: %d tensors, worst at %.3f of its tolerance (%s)",
        golden.name(),
        expected.size(),
        worstRatio,
        worst);
  }
}
