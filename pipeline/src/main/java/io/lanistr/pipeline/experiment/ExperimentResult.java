package io.lanistr.pipeline.experiment;

import io.lanistr.pipeline.dataset.DatasetProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an experiment found out.
 *
 * @param dataset the data set's name
 * @param labelledRows the labelled rows of each draw
 * @param metric what the systems are compared by
 * @param seeds how many draws
 * @param systems LANISTR first
 * @param missing the metric against the share of absent modalities
 * @param profile what the data set holds
 * @param pretraining losses by epoch
 * @param fineTuning the loss of LANISTR's fine-tuning, a curve per seed
 * @param picture the first seed's test rows
 * @param settings what was set, by key
 * @param warnings what the reader should know about the data
 * @param diagnosis what the networks look like inside, if that was asked for
 * @param seconds how long it took
 */
public record ExperimentResult(
    String dataset,
    long labelledRows,
    Metric metric,
    int seeds,
    List<SystemResult> systems,
    List<MissingPoint> missing,
    DatasetProfile profile,
    List<Curve> pretraining,
    List<Curve> fineTuning,
    TestPicture picture,
    Map<String, String> settings,
    List<String> warnings,
    Optional<Diagnosis> diagnosis,
    double seconds) {

  /**
   * The result of one system.
   *
   * @throws IllegalArgumentException if it was not among the systems
   */
  public SystemResult system(String name) {
    return systems.stream()
        .filter(system -> system.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no system is called " + name));
  }
}
