package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.col;

import io.lanistr.estimator.LanistrClassificationModel;
import io.lanistr.estimator.TrainingSummary;
import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.DatasetFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.functions$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gathers what an experiment finds out, system by system and seed by seed. */
final class ExperimentRecord {
  private final DatasetFolder data;
  private final ExperimentSettings settings;
  private final Metric metric;
  private final Map<Double, Double> absent;
  private final PipelineModel encoders;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final Map<String, List<Map<Double, Predictions>>> predictions = new LinkedHashMap<>();
  private final List<Curve> fineTuning = new ArrayList<>();
  private List<Curve> pretraining = List.of();
  private final Map<String, PipelineModel> firstModels = new HashMap<>();
  private Diagnosis diagnosis;
  private PipelineModel model;
  private Dataset<Row> scored;

  /**
   * An empty record.
   *
   * @param absent the share of absent modalities for each of the settings' removed shares
   */
  ExperimentRecord(
      DatasetFolder data,
      ExperimentSettings settings,
      Metric metric,
      Map<Double, Double> absent,
      PipelineModel encoders) {
    this.data = data;
    this.settings = settings;
    this.metric = metric;
    this.absent = absent;
    this.encoders = encoders;
  }

  void pretraining(TrainingSummary summary) {
    pretraining = TrainingCurves.pretraining(summary);
  }

  void add(Contender contender, long seed, Fitted fitted, TestBench.Outcome outcome) {
    contenders.putIfAbsent(contender.name(), contender);
    predictions
        .computeIfAbsent(contender.name(), name -> new ArrayList<>())
        .add(outcome.byRemoved());
    if (fitted.model() instanceof PipelineModel stages) {
      firstModels.putIfAbsent(contender.name(), stages);
    }
    if (contender.name().equals(SystemNames.LANISTR)
        && fitted.model() instanceof PipelineModel stages) {
      fineTuning.add(TrainingCurves.fineTuning("seed " + seed, classifier(stages).summary()));
      if (model == null) {
        model = whole(stages);
        scored = outcome.scored();
      }
    }
  }

  /** Looks into the networks of the first seed, of which all have been added. */
  void diagnose(Preparation preparation, Dataset<Row> labelled) {
    Dataset<Row> tests = preparation.tests().filter(col(TestBench.REMOVED).equalTo(testsRemoved()));
    Diagnostician diagnostician = new Diagnostician(data.columns(), labelled, tests);
    PipelineModel pretrained = firstModels.get(SystemNames.LANISTR);
    PipelineModel fresh = firstModels.get(SystemNames.NO_PRETRAINING);
    diagnosis =
        new Diagnosis(
            pretraining,
            diagnostician.probes(preparation.pretrained(data.columns().modalities())),
            pretrained == null || fresh == null
                ? List.of()
                : diagnostician.attention(pretrained, fresh));
  }

  /** Test rows that lack as much as the training rows do, where there are such. */
  private double testsRemoved() {
    return settings.removed().contains(settings.trainRemoved()) ? settings.trainRemoved() : 0;
  }

  ExperimentOutcome outcome(double seconds) {
    List<SystemResult> systems = new ArrayList<>();
    contenders.forEach(
        (name, contender) ->
            systems.add(
                new SystemResult(
                    name,
                    contender.title(),
                    scores(name, 0, metric),
                    scores(name, 0, metric.other()))));
    Predictions first = predictions.get(SystemNames.LANISTR).get(0).get(0.0);
    ExperimentResult result =
        new ExperimentResult(
            data.name(),
            Math.min(settings.labelled(), data.profile().labelledTrainRows()),
            metric,
            settings.seeds().size(),
            systems,
            missing(),
            data.profile(),
            pretraining,
            fineTuning,
            new TestPicture(first.roc(), first.confusion(data.profile().classes())),
            settings.flat(),
            data.warnings(),
            Optional.ofNullable(diagnosis),
            seconds);
    return new ExperimentOutcome(result, model, answers());
  }

  private List<MissingPoint> missing() {
    List<MissingPoint> points = new ArrayList<>();
    for (double removed : settings.removed()) {
      Map<String, Scores> systems = new LinkedHashMap<>();
      for (String name : contenders.keySet()) {
        systems.put(name, scores(name, removed, metric));
      }
      points.add(new MissingPoint(removed, absent.get(removed), systems));
    }
    return points;
  }

  private Scores scores(String name, double removed, Metric wanted) {
    return new Scores(
        predictions.get(name).stream().map(seed -> seed.get(removed).value(wanted)).toList());
  }

  private Dataset<Row> answers() {
    var probabilities = functions$.MODULE$.vector_to_array(col(TestBench.PROBABILITY), "float64");
    return scored
        .filter(col(TestBench.REMOVED).equalTo(0.0))
        .select(
            col(ColumnConvention.ID),
            col(ColumnConvention.LABEL),
            probabilities.as("probabilities"))
        .selectExpr(
            ColumnConvention.ID,
            ColumnConvention.LABEL,
            "cast(array_position(probabilities, array_max(probabilities)) - 1 as int)"
                + " as prediction",
            "probabilities");
  }

  private PipelineModel whole(PipelineModel stages) {
    List<PipelineStage> all = new ArrayList<>(List.of(encoders.stages()));
    all.addAll(List.of(stages.stages()));
    return new Pipeline().setStages(all.toArray(PipelineStage[]::new)).fit(data.test());
  }

  private static LanistrClassificationModel classifier(PipelineModel stages) {
    Transformer[] all = stages.stages();
    return (LanistrClassificationModel) all[all.length - 1];
  }
}
