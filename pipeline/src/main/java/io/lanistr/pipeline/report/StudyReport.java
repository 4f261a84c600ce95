package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.StudyPoint;
import io.lanistr.pipeline.experiment.StudyResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** A study on one page, for people: a picture and a table for each thing that was varied. */
public final class StudyReport {
  private StudyReport() {}

  /** The page's text: HTML that is XML too. */
  public static String text(StudyResult result, List<String> attribution) {
    Element main =
        Element.of("main")
            .add(
                Element.of("header")
                    .add(
                        Element.of("p", "LANISTR · " + result.dataset()).styled("kicker"),
                        Element.of("h1", "How it compares with more labels and with less data")));
    if (!result.byLabels().isEmpty()) {
      main.add(
          section(
              result,
              "More labels",
              "The data set's own missing modalities; "
                  + draws(result)
                  + " The axis is logarithmic.",
              result.byLabels(),
              "labelled rows, powers of ten",
              point -> Math.log10(point.labelled()),
              point -> Numbers.count(point.labelled())));
    }
    if (!result.byRemoved().isEmpty()) {
      main.add(
          section(
              result,
              "More missing",
              Numbers.count(result.byRemoved().get(0).labelled())
                  + " labelled rows; modalities were taken away at random from training and test"
                  + " rows alike, at least one staying in each, and everything was trained anew. "
                  + draws(result),
              result.byRemoved(),
              "share of modalities that the test rows lack, %",
              point -> 100 * point.absent(),
              point ->
                  Numbers.percent(point.removed()) + " (" + Numbers.percent(point.absent()) + ")"));
    }
    LinkedHashSet<StudyPoint> points = new LinkedHashSet<>(result.byLabels());
    points.addAll(result.byRemoved());
    WhySection.of(List.copyOf(points)).forEach(main::add);
    Element sources = HtmlReport.section("Sources", "");
    attribution.forEach(line -> sources.add(HtmlReport.note(line)));
    return HtmlReport.page("LANISTR on " + result.dataset(), main.add(sources));
  }

  private static String draws(StudyResult result) {
    return result.seeds() == 1
        ? "One draw of labelled rows."
        : "Means over "
            + result.seeds()
            + " draws of labelled rows, with one sample standard deviation.";
  }

  private static Element section(
      StudyResult result,
      String heading,
      String note,
      List<StudyPoint> points,
      String axis,
      Function<StudyPoint, Double> place,
      Function<StudyPoint, String> name) {
    List<Line> lines = new ArrayList<>();
    result
        .titles()
        .forEach(
            (system, title) ->
                lines.add(
                    new Line(
                        title,
                        points.stream().map(place).toList(),
                        points.stream().map(p -> p.systems().get(system).mean()).toList(),
                        lines.isEmpty()
                            ? points.stream().map(p -> p.systems().get(system).deviation()).toList()
                            : List.of())));
    Element chart =
        new LineChart(heading, axis, result.metric().title()).size(760, 330).markers().draw(lines);
    return HtmlReport.section(heading, note)
        .add(chart, Element.of("div").styled("wide").add(table(result, points, name)));
  }

  private static Element table(
      StudyResult result, List<StudyPoint> points, Function<StudyPoint, String> name) {
    Element head = Element.of("tr").add(Element.of("th", "system"));
    points.forEach(point -> head.add(Element.of("th", name.apply(point))));
    Element body = Element.of("tbody");
    result
        .titles()
        .forEach(
            (system, title) -> {
              Element row = Element.of("tr").add(Element.of("td", title));
              for (StudyPoint point : points) {
                Scores scores = point.systems().get(system);
                row.add(Element.of("td", Numbers.meanAndSpread(scores)));
              }
              body.add(row);
            });
    return Element.of("table").add(Element.of("thead").add(head), body);
  }
}
