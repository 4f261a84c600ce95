package io.lanistr.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps data to user units of a drawing, linearly, and finds round numbers for an axis. */
record Scale(double low, double high, double from, double to) {
  /** A span of zero is widened, so that a constant has a place. */
  Scale {
    if (!(low < high)) {
      double half = low == 0 ? 1 : Math.abs(low) * 0.1;
      low -= half;
      high += half;
    }
  }

  /** A scale whose ends are round numbers around the data, in about {@code ticks} steps. */
  static Scale round(double low, double high, double from, double to, int ticks) {
    Scale exact = new Scale(low, high, from, to);
    double step = step(exact.high - exact.low, ticks);
    return new Scale(
        Math.floor(exact.low / step + 1e-9) * step,
        Math.ceil(exact.high / step - 1e-9) * step,
        from,
        to);
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** Round numbers within the ends. */
  List<Double> ticks(int about) {
    double step = step(high - low, about);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's text, with as many decimals as the step needs. */
  String label(double tick, int about) {
    double step = step(high - low, about);
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
  }

  /** 1, 2 or 5 times a power of ten. */
  private static double step(double span, int about) {
    double rough = span / Math.max(1, about);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double ratio = rough / power;
    return power * (ratio <= 1.5 ? 1 : ratio <= 3.5 ? 2 : ratio <= 7.5 ? 5 : 10);
  }
}
