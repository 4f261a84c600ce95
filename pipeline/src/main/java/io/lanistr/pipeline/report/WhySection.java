package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.Curve;
import io.lanistr.pipeline.experiment.Diagnosis;
import io.lanistr.pipeline.experiment.Diagnosis.AttentionOnModality;
import io.lanistr.pipeline.experiment.Diagnosis.Probe;
import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.StudyPoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the networks of a study look like inside: a table for each condition. */
final class WhySection {
  private static final String UNKNOWN = "–";

  private WhySection() {}

  /** The section, or nothing if no condition was looked into. */
  static Stream<Element> of(List<StudyPoint> points) {
    List<StudyPoint> seen = points.stream().filter(p -> p.diagnosis().isPresent()).toList();
    if (seen.isEmpty()) {
      return Stream.empty();
    }
    Element section =
        HtmlReport.section(
            "Why",
            "First draw of labelled rows. A probe is a logistic regression on what pretraining alone"
                + " made of a modality, trained on the labelled rows and asked about the test rows"
                + " that have the modality; guessing the most frequent class would reach the share in"
                + " brackets. Attention is the mean share that the fusion's CLS token gives to a"
                + " modality where rows have it; the rest goes to the token itself.");
    seen.forEach(point -> section.add(heading(point), wide(table(point)), losses(point)));
    return Stream.of(section);
  }

  private static Element wide(Element table) {
    return Element.of("div").styled("wide").add(table);
  }

  private static Element heading(StudyPoint point) {
    return Element.of(
        "h3",
        Numbers.count(point.labelled())
            + " labelled rows, "
            + Numbers.percent(point.removed())
            + " of modalities taken away");
  }

  private static Element table(StudyPoint point) {
    Element head = Element.of("tr");
    for (String name :
        List.of(
            "modality",
            "test rows that have it",
            "linear probe, pretrained",
            "trained alone, all rows",
            "attention, pretrained",
            "attention, labelled rows only")) {
      head.add(Element.of("th", name));
    }
    Element body = Element.of("tbody");
    Diagnosis diagnosis = point.diagnosis().orElseThrow();
    for (Probe probe : diagnosis.probes()) {
      AttentionOnModality attention =
          diagnosis.attention().stream()
              .filter(one -> one.of().equals(probe.of()))
              .findFirst()
              .orElse(null);
      Scores alone = point.systems().get(probe.of() + "_only");
      body.add(
          Element.of("tr")
              .add(
                  Element.of("td", probe.title()),
                  Element.of("td", Numbers.count(probe.rows())),
                  Element.of(
                      "td", number(probe.accuracy()) + " (" + number(probe.majority()) + ")"),
                  Element.of("td", alone == null ? UNKNOWN : Numbers.meanAndSpread(alone)),
                  Element.of("td", attention == null ? UNKNOWN : number(attention.pretrained())),
                  Element.of("td", attention == null ? UNKNOWN : number(attention.fresh()))));
    }
    return Element.of("table").add(Element.of("thead").add(head), body);
  }

  private static Element losses(StudyPoint point) {
    String text =
        point.diagnosis().orElseThrow().losses().stream()
            .map(WhySection::fromTo)
            .collect(Collectors.joining("; "));
    return HtmlReport.note("Pretraining, first to last epoch: " + text + ".");
  }

  private static String fromTo(Curve curve) {
    return String.format(
        Locale.ROOT,
        "%s %.3f to %.3f",
        curve.name(),
        curve.values().get(0),
        curve.values().get(curve.values().size() - 1));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? UNKNOWN : Numbers.score(value);
  }
}
