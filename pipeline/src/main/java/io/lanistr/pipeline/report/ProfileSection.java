package io.lanistr.pipeline.report;

import io.lanistr.pipeline.dataset.DatasetProfile;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.experiment.ExperimentResult;
import java.util.ArrayList;
import java.util.List;

/** What the data set holds. */
final class ProfileSection {
  private ProfileSection() {}

  static Element of(ExperimentResult result) {
    DatasetProfile profile = result.profile();
    Element section =
        HtmlReport.section(
            "The data",
            String.format(
                "%s training rows, %s of them with a label of which each draw keeps %s; the rest "
                    + "is used without labels. %s test rows, %d classes. Vocabulary, statistics "
                    + "and pretraining come from the training rows alone.",
                Numbers.count(profile.trainRows()),
                Numbers.count(profile.labelledTrainRows()),
                Numbers.count(result.labelledRows()),
                Numbers.count(profile.testRows()),
                profile.classes().size()));
    if (!result.warnings().isEmpty()) {
      Element warnings = Element.of("ul").styled("warnings");
      result.warnings().forEach(warning -> warnings.add(Element.of("li", warning)));
      section.add(warnings);
    }
    return section.add(
        Element.of("div")
            .styled("pictures")
            .add(
                HtmlReport.figure("Rows that have the modality", presence(profile)),
                HtmlReport.figure("Labelled rows by class", classes(profile))));
  }

  private static Element presence(DatasetProfile profile) {
    List<ProfileBars.Pair> pairs = new ArrayList<>();
    for (Modality modality : profile.trainPresence().keySet()) {
      pairs.add(
          new ProfileBars.Pair(
              modality.title(), profile.trainShare(modality), profile.testShare(modality)));
    }
    return ProfileBars.draw("presence of each modality", pairs, 1, Numbers::percent);
  }

  private static Element classes(DatasetProfile profile) {
    List<ProfileBars.Pair> pairs = new ArrayList<>();
    double most = 1;
    for (int label = 0; label < profile.classes().size(); label++) {
      double train = profile.trainByClass().get(label);
      double test = profile.testByClass().get(label);
      most = Math.max(most, Math.max(train, test));
      pairs.add(new ProfileBars.Pair(profile.classes().get(label), train, test));
    }
    return ProfileBars.draw("rows of each class", pairs, most, v -> Numbers.count((long) v));
  }
}
