package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.RocCurve;
import java.util.List;

/** What the first seed's model got right and wrong. */
final class PictureSection {
  private PictureSection() {}

  static Element of(ExperimentResult result) {
    Element section =
        HtmlReport.section(
            result.picture().roc().isPresent() ? "ROC and confusion" : "Confusion",
            "LANISTR fine-tuned on the first draw of labelled rows (seed 0), on all test rows.");
    Element pictures = Element.of("div").styled("pictures");
    result.picture().roc().ifPresent(roc -> pictures.add(HtmlReport.figure("ROC curve", roc(roc))));
    pictures.add(
        HtmlReport.figure(
            "Confusion (cells are test rows)",
            ConfusionPicture.draw(result.picture().confusion())));
    if (result.picture().roc().isEmpty()) {
      pictures.styled("narrow");
    }
    return section.add(pictures);
  }

  private static Element roc(RocCurve curve) {
    return new LineChart("ROC curve", "false positive rate", "true positive rate")
        .size(460, 420)
        .draw(
            List.of(
                new Line("LANISTR", curve.falsePositives(), curve.truePositives()),
                new Line("chance", List.of(0.0, 1.0), List.of(0.0, 1.0))));
  }
}
