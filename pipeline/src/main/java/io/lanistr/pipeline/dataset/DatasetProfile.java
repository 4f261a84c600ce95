package io.lanistr.pipeline.dataset;

import java.util.List;
import java.util.Map;

/**
 * What a data set holds.
 *
 * @param trainRows rows of the training split
 * @param testRows labelled rows of the test split
 * @param labelledTrainRows training rows that carry a label
 * @param classes the names of the classes, by label
 * @param trainByClass labelled training rows by label
 * @param testByClass test rows by label
 * @param trainPresence rows of the training split that have the modality
 * @param testPresence test rows that have the modality
 */
public record DatasetProfile(
    long trainRows,
    long testRows,
    long labelledTrainRows,
    List<String> classes,
    List<Long> trainByClass,
    List<Long> testByClass,
    Map<Modality, Long> trainPresence,
    Map<Modality, Long> testPresence) {

  /** The share of a modality among the training rows, 0 to 1. */
  public double trainShare(Modality modality) {
    return trainPresence.getOrDefault(modality, 0L) / (double) trainRows;
  }

  /** The share of a modality among the test rows, 0 to 1. */
  public double testShare(Modality modality) {
    return testPresence.getOrDefault(modality, 0L) / (double) testRows;
  }
}
