package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.lit;

import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.pipeline.baseline.ClassicalFeatures;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.dataset.ModalityRemoval;
import io.lanistr.pipeline.dataset.Presence;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What needs no labels: features (vocabulary, statistics, principal components) fitted on the
 * training rows, the prepared rows, and pretrained networks. Made once, for any number of draws of
 * labelled rows. Keeps rows until it is closed.
 */
final class Preparation implements AutoCloseable {
  private final DatasetFolder data;
  private final ExperimentSettings settings;
  private final ExperimentListener listener;
  private final PipelineModel encoders;
  private final Dataset<Row> raw;
  private final Dataset<Row> train;
  private final Dataset<Row> tests;
  private final Map<Set<Modality>, LanistrPretrainedModel> pretrained = new HashMap<>();

  Preparation(DatasetFolder data, ExperimentSettings settings, ExperimentListener listener) {
    this.data = data;
    this.settings = settings;
    this.listener = listener;
    listener.stage("Preparing features from the training rows");
    raw =
        kept(
            ModalityRemoval.remove(
                data.train(), data.columns(), settings.trainRemoved(), settings.removalSeed()));
    encoders = new FeatureStages(data, settings.stages()).encoders().fit(raw);
    UnaryOperator<Dataset<Row>> classical = classicalFeatures();
    train = kept(classical.apply(encoders.transform(raw)));
    tests = kept(classical.apply(encoders.transform(variants())));
  }

  private UnaryOperator<Dataset<Row>> classicalFeatures() {
    return settings.classical()
        ? ClassicalFeatures.fit(raw, data.columns(), data.images().colour(), settings.baseline())
            ::transform
        : rows -> rows;
  }

  /** The stages that made the features. */
  PipelineModel encoders() {
    return encoders;
  }

  /** The training rows with their features. */
  Dataset<Row> train() {
    return train;
  }

  /** The test rows with their features, once for each share of modalities to take away. */
  Dataset<Row> tests() {
    return tests;
  }

  /** A network pretrained on the training rows that have any of these modalities. */
  LanistrPretrainedModel pretrained(Set<Modality> modalities) {
    return pretrained.computeIfAbsent(Set.copyOf(modalities), this::pretrain);
  }

  private LanistrPretrainedModel pretrain(Set<Modality> modalities) {
    listener.stage(
        modalities.equals(data.columns().modalities())
            ? "Pretraining on all training rows without labels"
            : "Pretraining on " + modalities.stream().map(Modality::title).toList() + " alone");
    Dataset<Row> rows =
        FeatureStages.assembler(modalities)
            .transform(train.filter(Presence.ofAny(data.columns(), modalities)));
    return ParamSettings.apply(new LanistrPretrainer(), settings.stages(), "pretraining")
        .setSeed(settings.seeds().get(0))
        .setOutputCol("")
        .setListener(listener.training("pretraining"))
        .fit(rows);
  }

  /** The mean share of absent modalities of the test rows, by the share taken away. */
  Map<Double, Double> absent() {
    Map<Double, Double> absent = new HashMap<>();
    tests
        .groupBy(TestBench.REMOVED)
        .agg(avg(ModalityRemoval.absent(data.columns())))
        .collectAsList()
        .forEach(row -> absent.put(row.getDouble(0), row.getDouble(1)));
    return absent;
  }

  private Dataset<Row> variants() {
    return settings.removed().stream().map(this::variant).reduce(Dataset::union).orElseThrow();
  }

  private Dataset<Row> variant(double removed) {
    return ModalityRemoval.remove(data.test(), data.columns(), removed, settings.removalSeed())
        .withColumn(TestBench.REMOVED, lit(removed));
  }

  static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  @Override
  public void close() {
    raw.unpersist();
    train.unpersist();
    tests.unpersist();
  }
}
