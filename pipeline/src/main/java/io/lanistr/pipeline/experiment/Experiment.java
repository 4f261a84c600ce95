package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.lit;

import com.typesafe.config.Config;
import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.pipeline.baseline.ClassicalFeatures;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.dataset.ModalityRemoval;
import io.lanistr.pipeline.dataset.Presence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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
  private final FeatureStages features;
  private final Config stages;

  /** An experiment on a data set. */
  public Experiment(DatasetFolder data, ExperimentSettings settings, ExperimentListener listener) {
    this.data = data;
    this.settings = settings;
    this.listener = listener;
    this.metric = settings.metric().orElse(Metric.usual(data.profile().classes().size()));
    this.features = new FeatureStages(data, settings.stages());
    this.stages =
        FineTuningLength.adapt(
            settings.stages(), Math.min(settings.labelled(), data.profile().labelledTrainRows()));
  }

  /** Runs it. */
  public ExperimentOutcome run() {
    long start = System.nanoTime();
    listener.stage("Preparing features from the training rows");
    Dataset<Row> raw =
        kept(
            ModalityRemoval.remove(
                data.train(), data.columns(), settings.trainRemoved(), settings.removalSeed()));
    PipelineModel encoders = features.encoders().fit(raw);
    UnaryOperator<Dataset<Row>> classical = classicalFeatures(raw);
    Dataset<Row> train = kept(classical.apply(encoders.transform(raw)));
    Dataset<Row> tests = kept(classical.apply(encoders.transform(variants())));
    ExperimentRecord record = new ExperimentRecord(data, settings, metric, absent(tests), encoders);
    TestBench bench = new TestBench(tests, data.columns(), classes());

    List<Contender> contenders = contenders(train, record);
    for (long seed : settings.seeds()) {
      listener.stage("Learning from labelled rows drawn with seed " + seed);
      DrawnRows drawn = DrawnRows.of(train, settings.labelled(), classes(), seed);
      Dataset<Row> labelled = kept(drawn.labelled());
      for (Contender contender : contenders) {
        compete(contender, labelled, drawn.unlabelled(), seed, bench, record);
      }
      labelled.unpersist();
    }
    raw.unpersist();
    train.unpersist();
    return record.outcome((System.nanoTime() - start) / 1e9);
  }

  private UnaryOperator<Dataset<Row>> classicalFeatures(Dataset<Row> train) {
    return settings.classical()
        ? ClassicalFeatures.fit(train, data.columns(), data.images().colour(), settings.baseline())
            ::transform
        : rows -> rows;
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

  private List<Contender> contenders(Dataset<Row> train, ExperimentRecord record) {
    Set<Modality> all = data.columns().modalities();
    listener.stage("Pretraining on all training rows without labels");
    LanistrPretrainedModel pretrained = pretrain(train, all);
    record.pretraining(pretrained.summary());
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
        LanistrPretrainedModel start = null;
        if (settings.pretrainSingleModalities()) {
          listener.stage("Pretraining on the " + modality.title() + " alone");
          start = pretrain(train, one);
        }
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

  private LanistrPretrainedModel pretrain(Dataset<Row> train, Collection<Modality> modalities) {
    Dataset<Row> rows =
        FeatureStages.assembler(modalities)
            .transform(train.filter(Presence.ofAny(data.columns(), modalities)));
    return ParamSettings.apply(new LanistrPretrainer(), settings.stages(), "pretraining")
        .setSeed(settings.seeds().get(0))
        .setOutputCol("")
        .setListener(listener.training("pretraining"))
        .fit(rows);
  }

  /** The test rows once for each share of modalities to take away. */
  private Dataset<Row> variants() {
    return settings.removed().stream().map(this::variant).reduce(Dataset::union).orElseThrow();
  }

  /** The mean share of absent modalities by the share taken away. */
  private Map<Double, Double> absent(Dataset<Row> tests) {
    Map<Double, Double> absent = new HashMap<>();
    tests
        .groupBy(TestBench.REMOVED)
        .agg(avg(ModalityRemoval.absent(data.columns())))
        .collectAsList()
        .forEach(row -> absent.put(row.getDouble(0), row.getDouble(1)));
    return absent;
  }

  private Dataset<Row> variant(double removed) {
    return ModalityRemoval.remove(data.test(), data.columns(), removed, settings.removalSeed())
        .withColumn(TestBench.REMOVED, lit(removed));
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  private int classes() {
    return data.profile().classes().size();
  }
}
