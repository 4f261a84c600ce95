package io.lanistr.pipeline.report;

import java.util.List;

/**
 * Colours that people with colour-blindness tell apart too: those of Okabe and Ito (2008), "Color
 * Universal Design", but for the yellow, which is too faint on white.
 */
final class Palette {
  /** For what the report is about. */
  static final String FIRST = "#0072b2";

  static final String INK = "#1f2933";
  static final String QUIET = "#616e7c";
  static final String GRID = "#e4e7eb";

  private static final List<String> SERIES =
      List.of(
          FIRST, "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7b5ea7", "#4d4d4d",
          "#8c6d31");

  private static final List<String> DASHES = List.of("", "6 3", "2 3", "8 3 2 3");

  private Palette() {}

  /** The colour of the i-th series; they come round again. */
  static String series(int i) {
    return SERIES.get(Math.floorMod(i, SERIES.size()));
  }

  /** A dash pattern that goes with the colour, so that lines differ in print as well. */
  static String dash(int i) {
    return DASHES.get(Math.floorMod(i, DASHES.size()));
  }

  /** White (0) to the first colour (1). */
  static String shade(double share) {
    double t = Math.max(0, Math.min(1, share));
    return String.format(
        "#%02x%02x%02x", mix(0xff, 0x00, t), mix(0xff, 0x72, t), mix(0xff, 0xb2, t));
  }

  private static int mix(int from, int to, double t) {
    return (int) Math.round(from + (to - from) * t);
  }
}
