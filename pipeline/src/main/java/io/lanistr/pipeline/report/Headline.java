package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.SystemNames;
import io.lanistr.pipeline.experiment.SystemResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was found, in one sentence and four numbers; it says behind where it is behind. */
final class Headline {
  private Headline() {}

  static List<Element> of(ExperimentResult result) {
    SystemResult lanistr = result.system(SystemNames.LANISTR);
    String metric = result.metric().title();
    String sentence =
        String.format(
            "Pretrained on unlabelled rows, then fine-tuned on %s labelled ones: %s %s",
            Numbers.count(result.labelledRows()), metric, Numbers.score(lanistr.scores().mean()));
    Element figures = Element.of("div").styled("figures");
    figures.add(
        figure(
                Numbers.meanAndSpread(lanistr.scores()),
                "LANISTR's "
                    + metric
                    + " on "
                    + Numbers.count(result.profile().testRows())
                    + " test rows")
            .styled("figure first"));
    against(result, "the same network, trained on labelled rows only", SystemNames.NO_PRETRAINING)
        .ifPresent(figures::add);
    best(result)
        .ifPresent(
            single ->
                figures.add(
                    difference(
                        result, "the best single modality (" + single.title() + ")", single)));
    against(result, "the classical baseline", SystemNames.CLASSICAL).ifPresent(figures::add);
    return List.of(
        Element.of("header")
            .add(
                Element.of("p", "LANISTR · " + result.dataset()).styled("kicker"),
                Element.of("h1", sentence)),
        figures);
  }

  private static Optional<Element> against(ExperimentResult result, String whom, String name) {
    return result.systems().stream()
        .filter(system -> system.name().equals(name))
        .findFirst()
        .map(other -> difference(result, whom, other));
  }

  private static Optional<SystemResult> best(ExperimentResult result) {
    return result.systems().stream()
        .filter(system -> SystemNames.isSingleModality(system.name()))
        .max(Comparator.comparingDouble(system -> system.scores().mean()));
  }

  private static Element difference(ExperimentResult result, String whom, SystemResult other) {
    double difference = result.system(SystemNames.LANISTR).scores().mean() - other.scores().mean();
    String relation = difference >= 0 ? " points ahead of " : " points behind ";
    String size = Numbers.points(difference).replace("-", "−");
    return figure(size, relation.strip() + " " + whom);
  }

  private static Element figure(String number, String text) {
    return Element.of("div")
        .styled("figure")
        .add(Element.of("b", number), Element.of("span", text));
  }
}
