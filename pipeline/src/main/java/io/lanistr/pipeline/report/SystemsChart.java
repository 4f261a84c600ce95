package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.SystemResult;
import java.util.List;

/** A bar for each system's mean, a whisker for its spread, a dot for each seed. */
final class SystemsChart {
  private static final double WIDTH = 780;
  private static final double ROW = 34;
  private static final double NAMES = 232;
  private static final double NUMBERS = 128;
  private static final int TICKS = 6;

  private SystemsChart() {}

  static Element draw(ExperimentResult result) {
    List<SystemResult> systems = result.systems();
    double bottom = systems.size() * ROW + 8;
    Element svg =
        Element.svg(WIDTH, bottom + 26, result.metric().title() + " of each system on test rows");
    double most =
        systems.stream()
            .mapToDouble(s -> s.scores().mean() + s.scores().deviation())
            .max()
            .orElse(1);
    Scale x = new Scale(0, Math.min(1, Math.ceil(most * 10 + 1e-9) / 10), NAMES, WIDTH - NUMBERS);
    for (double tick : x.ticks(TICKS)) {
      svg.add(Shapes.line(x.at(tick), 4, x.at(tick), bottom, Palette.GRID, 1));
      svg.add(Shapes.text(x.at(tick), bottom + 17, "middle", x.label(tick, TICKS)));
    }
    for (int i = 0; i < systems.size(); i++) {
      row(svg, systems.get(i), i, x);
    }
    return svg;
  }

  private static void row(Element svg, SystemResult system, int place, Scale x) {
    Scores scores = system.scores();
    double top = place * ROW + 6;
    double middle = top + ROW / 2 - 3;
    String colour = place == 0 ? Palette.FIRST : "#b3c0cc";
    svg.add(
        Shapes.text(NAMES - 10, middle + 4, "end", system.title())
            .styled(place == 0 ? "strong" : "name"));
    svg.add(
        Shapes.withTip(
            Shapes.rectangle(NAMES, top, x.at(scores.mean()) - NAMES, ROW - 8, colour)
                .attribute("rx", 2),
            system.title() + ": " + Numbers.meanAndSpread(scores)));
    if (scores.seeds().size() > 1) {
      double from = x.at(scores.mean() - scores.deviation());
      double to = x.at(scores.mean() + scores.deviation());
      svg.add(Shapes.line(from, middle, to, middle, Palette.INK, 1.4));
      svg.add(Shapes.line(from, middle - 5, from, middle + 5, Palette.INK, 1.4));
      svg.add(Shapes.line(to, middle - 5, to, middle + 5, Palette.INK, 1.4));
      for (double seed : scores.seeds()) {
        svg.add(
            Shapes.dot(x.at(seed), middle, 3, "#ffffff")
                .attribute("stroke", Palette.INK)
                .attribute("stroke-width", 1.2));
      }
    }
    svg.add(
        Shapes.text(WIDTH - NUMBERS + 12, middle + 4, "start", Numbers.meanAndSpread(scores))
            .styled(place == 0 ? "strong" : "name"));
  }
}
