package io.lanistr.training;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.training.data.EpochOrder;
import io.lanistr.training.data.RowBatchFiller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The oracle: whole batches one after another in one thread, AdamW in double precision, neither
 * Spark's executors nor BigDL.
 */
final class SequentialTraining {
  private static final Set<Part> ENCODERS = Set.of(Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE);

  final List<StepReport> reports = new ArrayList<>();
  final List<List<Long>> visited = new ArrayList<>();

  /** Largest magnitude of each parameter's gradient over the steps. */
  float[] largest;

  private final List<Row> rows;
  private final MultimodalMetadata metadata;
  private final NetworkConfig config;
  private final TrainingConfig training;

  SequentialTraining(Dataset<Row> table, NetworkConfig config, TrainingConfig training) {
    this.config = config;
    this.training = training;
    metadata = MultimodalSchema.metadata(table.schema(), "row");
    rows = new ArrayList<>(inOrderOfKeys(table).collectAsList());
    rows.sort((a, b) -> Long.compareUnsigned(a.getLong(3), b.getLong(3)));
  }

  /** The rows with the hash of everything in them, which defines their order. */
  private static Dataset<Row> inOrderOfKeys(Dataset<Row> table) {
    return table.select(
        functions.col("row"),
        functions.col("label"),
        functions.col("weight"),
        functions.xxhash64(
            functions.col("row.rowId"),
            functions.col("row.text"),
            functions.col("row.image"),
            functions.col("row.series.values"),
            functions.col("row.table"),
            functions.col("label"),
            functions.col("weight")));
  }

  /** Trains and returns the weights. */
  float[] train(NetworkState initial) {
    LanistrNetwork network = new LanistrNetwork(config, training.frozen());
    int n = initial.trainable().length;
    float[] w = initial.trainable().clone();
    float[] g = new float[n];
    network.parameters().bind(w, 0, g, 0);
    network.parameters().bindFrozen(initial.frozen());
    network.buffers().copyIn(initial.buffers(), 0);
    MaskSampler masks = new MaskSampler(training.masking(), config);
    RowBatchFiller filler = new RowBatchFiller(metadata);
    double[] m = new double[n];
    double[] v = new double[n];
    largest = new float[n];
    int size = training.batchSize();
    int perEpoch = (rows.size() + size - 1) / size;
    int steps = perEpoch * training.epochs();
    for (int step = 0; step < steps; step++) {
      int epoch = step / perEpoch;
      EpochOrder order = new EpochOrder(rows.size(), size, training.seed(), epoch);
      int from = step % perEpoch * size;
      Batch batch = new Batch(config);
      List<Long> ids = new ArrayList<>();
      for (int i = from; i < Math.min(rows.size(), from + size); i++) {
        Row row = rows.get((int) order.index(i));
        filler.add(batch, row.getStruct(0));
        batch.label()[batch.rows() - 1] = row.getInt(1);
        batch.weight()[batch.rows() - 1] = row.getFloat(2);
        ids.add(row.getStruct(0).getLong(0));
      }
      visited.add(ids);
      Arrays.fill(g, 0);
      if (training.objective() == Objective.PRETRAINING) {
        masks.draw(batch, training.seed(), epoch);
        reports.add(network.pretrain(batch, LossTotals.count(batch), 1));
      } else {
        batch.randomness(training.seed(), epoch);
        reports.add(network.classify(batch, LossTotals.count(batch), 1));
      }
      network.backward();
      update(network, w, g, m, v, step + 1, steps);
    }
    return w;
  }

  private void update(
      LanistrNetwork network, float[] w, float[] g, double[] m, double[] v, int t, int steps) {
    double square = 0;
    for (float x : g) {
      square += (double) x * x;
    }
    double norm = Math.sqrt(square);
    double clip = training.clipNorm();
    double scale = clip > 0 && norm > clip ? clip / norm : 1;
    double base = rate(t, steps);
    for (Slot slot : network.parameters().slots()) {
      if (!slot.trainable()) {
        continue;
      }
      boolean decays = slot.kind() == SlotKind.WEIGHT || slot.kind() == SlotKind.EMBEDDING;
      double decay = decays || training.decayEverything() ? training.weightDecay() : 0;
      double rate = base * (ENCODERS.contains(slot.part()) ? training.encoderRateFactor() : 1);
      for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
        largest[i] = Math.max(largest[i], Math.abs(g[i]));
        double x = g[i] * scale;
        m[i] = 0.9 * m[i] + 0.1 * x;
        v[i] = 0.999 * v[i] + 0.001 * x * x;
        double step = m[i] / (1 - Math.pow(0.9, t));
        double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8;
        w[i] = (float) (w[i] - rate * decay * w[i] - rate * step / root);
      }
    }
  }

  private double rate(int t, int steps) {
    double warmup = Math.min(steps - 1, Math.round(training.warmupFraction() * steps));
    double done = t - 1.0;
    return training.learningRate()
        * (done < warmup
            ? t / (warmup + 1)
            : 0.5 * (1 + Math.cos(Math.PI * (done - warmup) / (steps - warmup))));
  }
}
