package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.SystemResult;

/** All systems: a picture and a table. */
final class SystemsSection {
  private SystemsSection() {}

  static Element of(ExperimentResult result) {
    int seeds = result.seeds();
    String spread =
        seeds == 1
            ? "One draw of the labelled rows: the spread between draws is unknown."
            : String.format(
                "Bars are means over %d draws of the labelled rows, whiskers one sample standard "
                    + "deviation, dots the single draws.",
                seeds);
    Element section =
        HtmlReport.section(
            "Systems compared",
            String.format(
                "All were scored on the same %s test rows and learned from the same %s labelled "
                    + "rows. %s With so many test rows alone, a score is uncertain by about ± %s "
                    + "(one standard error).",
                Numbers.count(result.profile().testRows()),
                Numbers.count(result.labelledRows()),
                spread,
                Numbers.score(samplingError(result))));
    return section.add(
        SystemsChart.draw(result), Element.of("div").styled("wide").add(table(result)));
  }

  /** The binomial standard error of a share of the test rows; a rough guide for AUROC. */
  private static double samplingError(ExperimentResult result) {
    double p = result.systems().get(0).scores().mean();
    return Math.sqrt(Math.max(0, p * (1 - p)) / result.profile().testRows());
  }

  private static Element table(ExperimentResult result) {
    Element head =
        Element.of("tr").add(Element.of("th", "system"), Element.of("th", result.metric().title()));
    for (int seed = 0; seed < result.seeds(); seed++) {
      head.add(Element.of("th", "seed " + seed));
    }
    head.add(Element.of("th", result.metric().other().title()));
    Element body = Element.of("tbody");
    for (SystemResult system : result.systems()) {
      Element row =
          Element.of("tr")
              .add(
                  Element.of("td", system.title()),
                  Element.of("td", Numbers.meanAndSpread(system.scores())));
      system.scores().seeds().forEach(v -> row.add(Element.of("td", Numbers.score(v))));
      row.add(Element.of("td", Numbers.meanAndSpread(system.otherScores())));
      body.add(system.equals(result.systems().get(0)) ? row.styled("first") : row);
    }
    return Element.of("table").add(Element.of("thead").add(head), body);
  }
}
