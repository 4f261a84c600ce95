package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.Confusion;
import java.util.List;

/** Rows are the true classes, columns the predictions, the shade a cell's share of its row. */
final class ConfusionPicture {
  private static final double SIDE = 430;
  private static final double NAMES = 120;
  private static final int LONGEST_NAME = 16;
  private static final int MOST_WITH_NUMBERS = 16;

  private ConfusionPicture() {}

  static Element draw(Confusion confusion) {
    List<String> classes = confusion.classes();
    int n = classes.size();
    double cell = SIDE / n;
    double top = NAMES - 10;
    Element svg =
        Element.svg(NAMES + SIDE + 10, top + SIDE + 34, "confusion of the classes on test rows");
    for (int i = 0; i < n; i++) {
      double middle = (i + 0.5) * cell;
      svg.add(Shapes.text(NAMES - 8, top + middle + 4, "end", name(classes.get(i))));
      double x = NAMES + middle + 4;
      svg.add(
          Shapes.text(x, top - 8, "start", name(classes.get(i)))
              .attribute(
                  "transform",
                  "rotate(-45 " + Element.number(x) + " " + Element.number(top - 8) + ")"));
      for (int j = 0; j < n; j++) {
        cell(svg, confusion, i, j, cell, top);
      }
    }
    svg.add(
        Shapes.text(NAMES + SIDE / 2, top + SIDE + 24, "middle", "predicted class →")
            .styled("axis"));
    svg.add(Shapes.text(4, top - 8, "start", "true class ↓").styled("axis"));
    return svg;
  }

  private static void cell(
      Element svg, Confusion confusion, int i, int j, double cell, double top) {
    long count = confusion.counts().get(i).get(j);
    double share = confusion.rowsOf(i) == 0 ? 0 : count / (double) confusion.rowsOf(i);
    double x = NAMES + j * cell;
    double y = top + i * cell;
    String tip =
        String.format(
            "%s taken for %s: %s of %s rows",
            confusion.classes().get(i),
            confusion.classes().get(j),
            Numbers.count(count),
            Numbers.count(confusion.rowsOf(i)));
    svg.add(
        Shapes.withTip(
            Shapes.rectangle(x, y, cell, cell, Palette.shade(share)).attribute("stroke", "#ffffff"),
            tip));
    if (count > 0 && confusion.classes().size() <= MOST_WITH_NUMBERS) {
      svg.add(
          Shapes.text(x + cell / 2, y + cell / 2 + 4, "middle", Long.toString(count))
              .attribute("style", "fill:" + (share > 0.5 ? "#ffffff" : Palette.INK)));
    }
  }

  private static String name(String full) {
    return full.length() <= LONGEST_NAME ? full : full.substring(0, LONGEST_NAME - 1) + "…";
  }
}
