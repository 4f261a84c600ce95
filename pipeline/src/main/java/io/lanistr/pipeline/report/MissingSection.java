package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.MissingPoint;
import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.SystemResult;
import java.util.ArrayList;
import java.util.List;

/** How the metric falls as modalities are taken away from the test rows. */
final class MissingSection {
  private MissingSection() {}

  static Element of(ExperimentResult result) {
    Element section =
        HtmlReport.section(
            "When more is missing",
            "From the test rows, modalities that they have were taken away at random (seeded; at "
                + "least one stays in each row), and the same models were scored again. Nothing "
                + "was trained anew.");
    List<Line> lines = new ArrayList<>();
    for (SystemResult system : result.systems()) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      List<Double> spread = new ArrayList<>();
      for (MissingPoint point : result.missing()) {
        Scores scores = point.systems().get(system.name());
        if (scores != null) {
          x.add(point.absent() * 100);
          y.add(scores.mean());
          spread.add(scores.deviation());
        }
      }
      lines.add(new Line(system.title(), x, y, lines.isEmpty() ? spread : List.of()));
    }
    Element chart =
        new LineChart(
                "metric against the share of absent modalities",
                "share of modalities that the test rows lack, %",
                result.metric().title())
            .size(760, 330)
            .markers()
            .draw(lines);
    return section.add(chart, Element.of("div").styled("wide").add(table(result)));
  }

  private static Element table(ExperimentResult result) {
    Element head = Element.of("tr").add(Element.of("th", "taken away (absent in all)"));
    for (MissingPoint point : result.missing()) {
      String text = Numbers.percent(point.removed()) + " (" + Numbers.percent(point.absent()) + ")";
      head.add(Element.of("th", text));
    }
    Element body = Element.of("tbody");
    for (SystemResult system : result.systems()) {
      Element row = Element.of("tr").add(Element.of("td", system.title()));
      for (MissingPoint point : result.missing()) {
        Scores scores = point.systems().get(system.name());
        row.add(Element.of("td", scores == null ? "–" : Numbers.score(scores.mean())));
      }
      body.add(system.equals(result.systems().get(0)) ? row.styled("first") : row);
    }
    return Element.of("table").add(Element.of("thead").add(head), body);
  }
}
