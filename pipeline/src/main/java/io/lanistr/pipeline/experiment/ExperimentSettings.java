package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import io.lanistr.pipeline.baseline.BaselineSettings;
import io.lanistr.pipeline.dataset.DatasetLimits;
import io.lanistr.pipeline.dataset.DatasetLimits.BrokenImage;
import io.lanistr.pipeline.dataset.DatasetLimits.NoModality;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * What an experiment does.
 *
 * @param labelled labelled training rows of each draw
 * @param seeds the seeds of the draws
 * @param metric what to compare by; empty: what is usual for the number of classes
 * @param removed shares of modalities to take away from the test rows, 0 first
 * @param trainRemoved share of modalities to take away from the training rows
 * @param removalSeed decides what is taken away
 * @param singleModalities whether each modality alone competes
 * @param ablations whether the network without self-training, and without all else, competes
 * @param classical whether the classical baseline competes
 * @param pretrainSingleModalities whether each modality alone is pretrained too
 * @param diagnosis whether the networks are looked into; see {@link Diagnosis}
 * @param limits what the data set may hold
 * @param baseline sizes of the classical baseline
 * @param stages the whole settings, for the Params of the stages
 */
public record ExperimentSettings(
    long labelled,
    List<Long> seeds,
    Optional<Metric> metric,
    List<Double> removed,
    double trainRemoved,
    long removalSeed,
    boolean singleModalities,
    boolean ablations,
    boolean classical,
    boolean pretrainSingleModalities,
    boolean diagnosis,
    DatasetLimits limits,
    BaselineSettings baseline,
    Config stages) {
  private static final String AUTO = "auto";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if they make no sense
   */
  public ExperimentSettings {
    seeds = List.copyOf(seeds);
    removed = List.copyOf(removed);
    if (labelled < 2 || seeds.isEmpty()) {
      throw new IllegalArgumentException(
          "an experiment needs 2 or more labelled rows and a seed: experiment.labelled is "
              + labelled
              + ", experiment.seeds "
              + seeds.size());
    }
    if (removed.isEmpty()
        || removed.get(0) != 0
        || removed.stream().distinct().count() < removed.size()) {
      throw new IllegalArgumentException(
          "experiment.removed must be different shares, 0 first: " + removed);
    }
  }

  /**
   * Reads the settings.
   *
   * @param asked how many labelled rows the data set asks for
   */
  public static ExperimentSettings of(Config config, OptionalLong asked) {
    Config experiment = config.getConfig("experiment");
    Config data = config.getConfig("data");
    long labelled =
        experiment.getString("labelled").equals(AUTO)
            ? asked.orElse(experiment.getLong("labelled-default"))
            : experiment.getLong("labelled");
    long first = experiment.getLong("first-seed");
    String metric = experiment.getString("metric");
    return new ExperimentSettings(
        labelled,
        LongStream.range(first, first + experiment.getInt("seeds")).boxed().toList(),
        metric.equals(AUTO) ? Optional.empty() : Optional.of(Metric.of(metric)),
        experiment.getDoubleList("removed"),
        experiment.getDouble("train-removed"),
        experiment.getLong("removal-seed"),
        experiment.getBoolean("single-modalities"),
        experiment.getBoolean("ablations"),
        experiment.getBoolean("classical"),
        experiment.getBoolean("pretrain-single-modalities"),
        experiment.getBoolean("diagnosis"),
        new DatasetLimits(
            data.getInt("most-classes"),
            choice(NoModality.class, data, "rows-without-modality"),
            choice(BrokenImage.class, data, "undecodable-images")),
        BaselineSettings.of(config.getConfig("baseline")),
        config);
  }

  /** Every setting as text by its key, sorted. */
  public Map<String, String> flat() {
    Map<String, String> all = new TreeMap<>();
    stages
        .entrySet()
        .forEach(
            e -> all.put(e.getKey().replace("\"", ""), String.valueOf(e.getValue().unwrapped())));
    return all;
  }

  private static <E extends Enum<E>> E choice(Class<E> type, Config config, String key) {
    String value = config.getString(key);
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "data."
              + key
              + " must be one of "
              + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)
              + ", not "
              + value,
          e);
    }
  }
}
