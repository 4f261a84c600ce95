package io.lanistr.pipeline.report;

import java.util.List;
import java.util.function.DoubleFunction;

/** Named pairs of bars, one for the training rows and one for the test rows. */
final class ProfileBars {
  private static final double WIDTH = 460;
  private static final double NAMES = 118;
  private static final double NUMBERS = 64;
  private static final double ROW = 34;
  private static final int LONGEST_NAME = 17;
  private static final String TEST = "#d55e00";

  private ProfileBars() {}

  /** What one pair shows. */
  record Pair(String name, double train, double test) {}

  static Element draw(String title, List<Pair> pairs, double most, DoubleFunction<String> number) {
    Element svg = Element.svg(WIDTH, pairs.size() * ROW + 26, title);
    Scale x = new Scale(0, most, NAMES, WIDTH - NUMBERS);
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      double top = i * ROW + 4;
      String name = pair.name();
      String shown =
          name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
      svg.add(Shapes.text(NAMES - 8, top + 16, "end", shown));
      bar(svg, x, top, pair.train(), Palette.FIRST, number);
      bar(svg, x, top + 13, pair.test(), TEST, number);
    }
    double legend = pairs.size() * ROW + 18;
    svg.add(Shapes.rectangle(NAMES, legend - 9, 10, 10, Palette.FIRST));
    svg.add(Shapes.text(NAMES + 15, legend, "start", "train"));
    svg.add(Shapes.rectangle(NAMES + 70, legend - 9, 10, 10, TEST));
    svg.add(Shapes.text(NAMES + 85, legend, "start", "test"));
    return svg;
  }

  private static void bar(
      Element svg, Scale x, double top, double value, String colour, DoubleFunction<String> text) {
    svg.add(Shapes.rectangle(NAMES, top, x.at(value) - NAMES, 11, colour).attribute("rx", 1.5));
    svg.add(Shapes.text(x.at(value) + 5, top + 9.5, "start", text.apply(value)).styled("small"));
  }
}
