package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.Curve;
import io.lanistr.pipeline.experiment.ExperimentResult;
import java.util.List;
import java.util.Map;

/** How the losses went. */
final class TrainingSection {
  private static final Map<String, String> TITLES =
      Map.of(
          "mlm", "masked words (cross-entropy)",
          "mim", "masked image patches (L1)",
          "mtm", "masked time steps (squared error)",
          "mfm", "masked table features (squared error)",
          "mmm", "similarity of masked and whole row (−cosine)",
          "spread", "spread of z (0 is collapse)",
          "total", "total loss");

  private TrainingSection() {}

  static Element of(ExperimentResult result) {
    Element section =
        HtmlReport.section(
            "Training",
            "Each pretraining loss before its weight is applied, and the loss of fine-tuning. A "
                + "similarity loss near −1 together with a spread near 0 would mean that the "
                + "projections have collapsed.");
    Element pictures = Element.of("div").styled("pictures small");
    for (int i = 0; i < result.pretraining().size(); i++) {
      Curve curve = result.pretraining().get(i);
      String title = TITLES.getOrDefault(curve.name(), curve.name());
      pictures.add(
          HtmlReport.figure(
              title,
              new LineChart(title, "epoch of pretraining", curve.name())
                  .size(330, 190)
                  .colour(i)
                  .draw(List.of(new Line(title, curve.at(), curve.values())))));
    }
    if (!result.fineTuning().isEmpty()) {
      String title = "fine-tuning (cross-entropy)";
      pictures.add(
          HtmlReport.figure(
              title,
              new LineChart(title, "epoch of fine-tuning", "loss")
                  .size(330, 190)
                  .draw(
                      result.fineTuning().stream()
                          .map(curve -> new Line(curve.name(), curve.at(), curve.values()))
                          .toList())));
    }
    return section.add(pictures);
  }
}
