package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares LANISTR with other systems on one data set.
 *
 * <p>Everything that is fitted without labels (vocabulary, statistics, principal components,
 * pretraining) is fitted once, on the training rows. For each seed, few labelled rows are drawn and
 * every system learns from them.
 */
public final class Experiment {
  private final DatasetFolder data;
  private final ExperimentSettings settings;
  private final ExperimentListener listener;
  private final Metric metric;
  private final Config stages;

  /** An experiment on a data set. */
  public Experiment(DatasetFolder data, ExperimentSettings settings, ExperimentListener listener) {
    this.data = data;
    this.settings = settings;
    this.listener = listener;
    this.metric = settings.metric().orElse(Metric.usual(data.profile().classes().size()));
    this.stages =
        FineTuningSchedule.adapt(
            settings.stages(), Math.min(settings.labelled(), data.profile().labelledTrainRows()));
  }

  /** Runs it. */
  public ExperimentOutcome run() {
    try (Preparation preparation = prepare()) {
      return run(preparation);
    }
  }

  /** What experiments that differ in the labelled rows only have in common. */
  Preparation prepare() {
    return new Preparation(data, settings, listener);
  }

  /** Runs it on what was prepared by an experiment with the same settings but for the labels. */
  ExperimentOutcome run(Preparation preparation) {
    long start = System.nanoTime();
    Dataset<Row> train = preparation.train();
    ExperimentRecord record =
        new ExperimentRecord(data, settings, metric, preparation.absent(), preparation.encoders());
    TestBench bench = new TestBench(preparation.tests(), data.columns(), classes());
    List<Contender> contenders = contenders(preparation);
    record.pretraining(preparation.pretrained(all()).summary());
    for (long seed : settings.seeds()) {
      listener.stage("Learning from labelled rows drawn with seed " + seed);
      DrawnRows drawn = DrawnRows.of(train, settings.labelled(), classes(), seed);
      Dataset<Row> labelled = Preparation.kept(drawn.labelled());
      for (Contender contender : contenders) {
        compete(contender, labelled, drawn.unlabelled(), seed, bench, record);
      }
      if (settings.diagnosis() && seed == settings.seeds().get(0)) {
        record.diagnose(preparation, labelled);
      }
      labelled.unpersist();
    }
    return record.outcome((System.nanoTime() - start) / 1e9);
  }

  private void compete(
      Contender contender,
      Dataset<Row> labelled,
      Dataset<Row> unlabelled,
      long seed,
      TestBench bench,
      ExperimentRecord record) {
    long start = System.nanoTime();
    Fitted fitted = Fitted.of(contender, labelled, unlabelled, data.columns(), classes(), seed);
    TestBench.Outcome outcome = bench.score(contender, fitted);
    record.add(contender, seed, fitted, outcome);
    listener.scored(
        contender.title(),
        seed,
        metric,
        outcome.byRemoved().get(0.0).value(metric),
        (System.nanoTime() - start) / 1e9);
  }

  private Set<Modality> all() {
    return data.columns().modalities();
  }

  private List<Contender> contenders(Preparation preparation) {
    Set<Modality> all = all();
    LanistrPretrainedModel pretrained = preparation.pretrained(all);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(lanistr(SystemNames.LANISTR, "LANISTR", all, pretrained, true));
    contenders.add(
        lanistr(SystemNames.NO_PRETRAINING, "LANISTR, labelled rows only", all, null, false));
    if (settings.ablations()) {
      contenders.add(
          lanistr(
              SystemNames.NO_SELF_TRAINING, "LANISTR, pretrained only", all, pretrained, false));
      contenders.add(
          lanistr(SystemNames.SELF_TRAINING_ONLY, "LANISTR, self-trained only", all, null, true));
    }
    if (settings.singleModalities() && all.size() > 1) {
      for (Modality modality : data.columns().ordered()) {
        Set<Modality> one = Set.of(modality);
        LanistrPretrainedModel start =
            settings.pretrainSingleModalities() ? preparation.pretrained(one) : null;
        contenders.add(
            lanistr(SystemNames.only(modality), modality.title() + " only", one, start, false));
      }
    }
    if (settings.classical()) {
      contenders.add(new ClassicalContender(settings.baseline(), metric, all, classes()));
    }
    return contenders;
  }

  private LanistrContender lanistr(
      String name,
      String title,
      Set<Modality> modalities,
      LanistrPretrainedModel pretrained,
      boolean selfTraining) {
    return new LanistrContender(
        name, title, modalities, pretrained, selfTraining, classes(), stages, listener);
  }

  private int classes() {
    return data.profile().classes().size();
  }
}
