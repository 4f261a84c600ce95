package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import java.util.List;

/** How it was made and whose data it is. */
final class SettingsSection {
  private SettingsSection() {}

  static Element of(ExperimentResult result, List<String> attribution) {
    Element section =
        HtmlReport.section(
            "How this was made",
            "The whole run took "
                + Numbers.duration(result.seconds())
                + ". Each modality alone is the same network with the other modalities left out; "
                + "a test row that lacks the modality gets the class shares of the labelled rows. "
                + "The classical baseline is the better of Spark ML's logistic regression and "
                + "random forest by cross-validation on the labelled rows, over TF-IDF of the "
                + "text, principal components of the pixels, the resampled series and its "
                + "statistics, the table, and which modalities are present.");
    Element body = Element.of("tbody");
    result
        .settings()
        .forEach(
            (key, value) ->
                body.add(Element.of("tr").add(Element.of("td", key), Element.of("td", value))));
    section.add(
        Element.of("details")
            .add(
                Element.of("summary", "Settings (" + result.settings().size() + ")"),
                Element.of("table").styled("settings").add(body)));
    if (!attribution.isEmpty()) {
      Element list = Element.of("ul");
      attribution.forEach(line -> list.add(Element.of("li", line)));
      section.add(Element.of("h3", "Data").attribute("style", "margin-top:18px"), list);
    }
    return section.add(
        Element.of("footer")
            .text(
                "Method: Ebrahimi, Arik, Dong, Pfister, LANISTR: Multimodal Learning from Structured "
                    + "and Unstructured Data, arXiv 2305.16556. Written by lanistr-spark."));
  }
}
