package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.DatasetProfile;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.experiment.ExperimentSettings;
import io.lanistr.pipeline.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/** What a data set holds, in a few lines. */
final class DataSummary {
  private DataSummary() {}

  static List<String> of(DatasetFolder data, ExperimentSettings settings) {
    DatasetProfile profile = data.profile();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%s training rows (%s of %s labels used in each draw), %s test rows, %d classes",
            Numbers.count(profile.trainRows()),
            Numbers.count(Math.min(settings.labelled(), profile.labelledTrainRows())),
            Numbers.count(profile.labelledTrainRows()),
            Numbers.count(profile.testRows()),
            profile.classes().size()));
    List<String> present = new ArrayList<>();
    for (Modality modality : data.columns().ordered()) {
      present.add(modality.title() + " " + Numbers.percent(profile.trainShare(modality)));
    }
    lines.add("present in training rows: " + String.join(", ", present));
    data.warnings().forEach(warning -> lines.add("note: " + warning));
    return lines;
  }
}
