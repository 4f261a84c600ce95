package io.lanistr.pipeline.experiment;

import java.util.Map;
import java.util.Optional;

/**
 * What the systems score under one condition.
 *
 * @param labelled labelled rows of each draw
 * @param removed share of the modalities taken away from training and test rows, 0 to 1
 * @param absent share of all modalities that the test rows then lack, 0 to 1
 * @param diagnosis what the first draw's networks look like inside
 * @param systems the scores by the system's name, LANISTR first
 */
public record StudyPoint(
    long labelled,
    double removed,
    double absent,
    Optional<Diagnosis> diagnosis,
    Map<String, Scores> systems) {

  /** The point of an experiment whose test rows lack as much as its training rows. */
  static StudyPoint of(ExperimentResult result, double removed) {
    MissingPoint scores =
        result.missing().stream()
            .filter(point -> point.removed() == removed)
            .findFirst()
            .orElseThrow();
    return new StudyPoint(
        result.labelledRows(), removed, scores.absent(), result.diagnosis(), scores.systems());
  }
}
