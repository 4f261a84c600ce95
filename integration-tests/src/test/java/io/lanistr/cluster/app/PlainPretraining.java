package io.lanistr.cluster.app;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.data.RowBatchFiller;
import io.lanistr.training.optimizer.AdamWUpdate;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.optimizer.ParameterGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;

/**
 * The yardstick for distribution: the same network and rows in one JVM, some threads that each have
 * a replica, gradients added up by one of them, no Spark and no BigDL in between.
 */
final class PlainPretraining {
  private final List<LanistrNetwork> replicas = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final List<Batch> batches = new ArrayList<>();
  private final float[] weights;
  private final Moments moments;
  private final List<RowBatchFiller> fillers = new ArrayList<>();
  private final List<MaskSampler> masks = new ArrayList<>();
  private final ParameterGroups groups;

  PlainPretraining(NetworkConfig config, MultimodalMetadata metadata, int threads) {
    LanistrNetwork first = new LanistrNetwork(config, Set.of());
    int size = first.parameters().trainableSize();
    weights = new float[size];
    moments = new Moments(size, false);
    groups = ParameterGroups.uniform(size, 0.02);
    for (int i = 0; i < threads; i++) {
      LanistrNetwork replica = i == 0 ? first : new LanistrNetwork(config, Set.of());
      float[] gradient = new float[size];
      replica.parameters().bind(weights, 0, gradient, 0);
      replica.parameters().bindFrozen(new float[0]);
      if (i == 0) {
        replica.parameters().initialize(42);
      }
      replicas.add(replica);
      gradients.add(gradient);
      batches.add(new Batch(config));
      fillers.add(new RowBatchFiller(metadata));
      masks.add(new MaskSampler(MaskingConfig.DEFAULT, config));
    }
  }

  /**
   * Trains, and prints a line a step.
   *
   * @param rows values of the multimodal column
   * @param microBatch rows that a thread takes at once
   */
  void train(List<Row> rows, int batchSize, int microBatch, int steps) {
    ExecutorService pool = Executors.newFixedThreadPool(replicas.size());
    LearningRateSchedule schedule = new LearningRateSchedule(1e-3, 0, steps, true);
    try {
      for (int step = 0; step < steps; step++) {
        long start = System.nanoTime();
        step(pool, rows, step * batchSize, batchSize, microBatch, step);
        AdamWUpdate.apply(
            groups,
            0,
            moments,
            weights,
            0,
            gradients.get(0),
            0,
            1,
            schedule.rate(step + 1),
            step + 1);
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf("step %d of %d, loss 0, %.1f ms%n", step + 1, steps, millis);
      }
    } finally {
      pool.shutdown();
    }
  }

  private void step(
      ExecutorService pool, List<Row> rows, int from, int count, int microBatch, int epoch) {
    int each = count / replicas.size();
    List<Callable<Void>> works = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      int replica = i;
      works.add(
          () -> {
            Arrays.fill(gradients.get(replica), 0f);
            for (int done = 0; done < each; done += microBatch) {
              int first = from + replica * each + done;
              add(replica, rows, first, Math.min(microBatch, each - done), epoch);
            }
            return null;
          });
    }
    try {
      for (Future<Void> done : pool.invokeAll(works)) {
        done.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    float[] sum = gradients.get(0);
    for (int i = 1; i < replicas.size(); i++) {
      float[] other = gradients.get(i);
      for (int k = 0; k < sum.length; k++) {
        sum[k] += other[k];
      }
    }
  }

  /** Adds the gradient of some rows to that of a replica. */
  private void add(int replica, List<Row> rows, int first, int count, int epoch) {
    Batch batch = batches.get(replica);
    batch.clear();
    for (int r = 0; r < count; r++) {
      fillers.get(replica).add(batch, rows.get((first + r) % rows.size()));
    }
    masks.get(replica).draw(batch, 42, epoch);
    replicas.get(replica).pretrain(batch, LossTotals.count(batch), 0.5f);
    replicas.get(replica).backward();
  }
}
