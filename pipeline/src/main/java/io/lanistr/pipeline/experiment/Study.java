package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.lanistr.pipeline.dataset.DatasetFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** The same experiment under different conditions, one after another. */
public final class Study {
  private final DatasetFolder data;
  private final Config config;
  private final ExperimentListener listener;
  private final Map<String, String> titles = new LinkedHashMap<>();
  private Preparation preparation;
  private double preparedRemoved;

  /** A study with these settings, but for what its conditions change. */
  public Study(DatasetFolder data, Config config, ExperimentListener listener) {
    this.data = data;
    this.config = config;
    this.listener = listener;
  }

  /** A condition: labelled rows, and the share of modalities that is taken away. */
  private record Condition(long labelled, double removed) {}

  /**
   * Runs it.
   *
   * @param labels numbers of labelled rows, with the data's own missingness
   * @param removed shares of modalities to take away, with {@code removedLabels} labelled rows
   * @param soFar is told the result after each condition
   */
  public StudyResult run(
      List<Long> labels, List<Double> removed, long removedLabels, Consumer<StudyResult> soFar) {
    long most = data.profile().labelledTrainRows();
    List<Condition> byLabels =
        labels.stream().map(n -> new Condition(Math.min(n, most), 0)).distinct().toList();
    List<Condition> byRemoved =
        removed.stream().map(share -> new Condition(Math.min(removedLabels, most), share)).toList();
    Set<Condition> all = new LinkedHashSet<>(byLabels);
    all.addAll(byRemoved);
    Map<Condition, StudyPoint> points = new LinkedHashMap<>();
    StudyResult result = null;
    try {
      for (Condition condition : all) {
        points.put(condition, run(condition, points.size() + 1, all.size()));
        result = result(points, byLabels, byRemoved);
        soFar.accept(result);
      }
      return result;
    } finally {
      forget();
    }
  }

  private StudyPoint run(Condition condition, int number, int of) {
    listener.stage(
        String.format(
            "Condition %d of %d: %d labelled rows, %.0f %% of modalities taken away",
            number, of, condition.labelled(), 100 * condition.removed()));
    Config changed =
        config
            .withValue("experiment.diagnosis", ConfigValueFactory.fromAnyRef(true))
            .withValue(
                "experiment.labelled", ConfigValueFactory.fromAnyRef(condition.labelled() + ""))
            .withValue(
                "experiment.train-removed", ConfigValueFactory.fromAnyRef(condition.removed()))
            .withValue(
                "experiment.removed",
                ConfigValueFactory.fromIterable(
                    condition.removed() == 0 ? List.of(0.0) : List.of(0.0, condition.removed())));
    Experiment experiment =
        new Experiment(data, ExperimentSettings.of(changed, OptionalLong.empty()), listener);
    if (preparation == null || preparedRemoved != condition.removed()) {
      forget();
      preparation = experiment.prepare();
      preparedRemoved = condition.removed();
    }
    ExperimentResult result = experiment.run(preparation).result();
    result.systems().forEach(system -> titles.putIfAbsent(system.name(), system.title()));
    return StudyPoint.of(result, condition.removed());
  }

  private void forget() {
    if (preparation != null) {
      preparation.close();
      preparation = null;
    }
  }

  private StudyResult result(
      Map<Condition, StudyPoint> points, List<Condition> byLabels, List<Condition> byRemoved) {
    ExperimentSettings settings = ExperimentSettings.of(config, OptionalLong.empty());
    return new StudyResult(
        data.name(),
        settings.metric().orElse(Metric.usual(data.profile().classes().size())),
        settings.seeds().size(),
        titles,
        those(points, byLabels),
        those(points, byRemoved));
  }

  private static List<StudyPoint> those(
      Map<Condition, StudyPoint> points, List<Condition> conditions) {
    List<StudyPoint> found = new ArrayList<>();
    for (Condition condition : conditions) {
      if (points.containsKey(condition)) {
        found.add(points.get(condition));
      }
    }
    return found;
  }
}
