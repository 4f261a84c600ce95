package io.lanistr.training.step;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.training.Objective;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.ArrowShard;
import io.lanistr.training.data.BatchFiller;
import io.lanistr.training.data.EpochPlan;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;

/**
 * The {@link LossTotals} of every step of some epochs. Masks depend on rows alone, so each executor
 * counts its own rows before these epochs begin, and the sums of all executors divide the losses of
 * every slice.
 */
public final class StepTotals implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int COUNTS = 7;

  private final double[] counts;

  private StepTotals(double[] counts) {
    this.counts = counts;
  }

  /** Counts one shard's rows in the epoch of a plan. */
  public static StepTotals count(
      ArrowShard shard, EpochPlan plan, NetworkConfig network, TrainingConfig training) {
    BatchFiller filler = new BatchFiller(shard, training, Map.of());
    MaskSampler masks = new MaskSampler(training.masking(), network);
    Batch batch = new Batch(network);
    double[] counts = new double[plan.steps() * COUNTS];
    for (int step = 0; step < plan.steps(); step++) {
      batch.clear();
      for (int i = plan.start(step); i < plan.start(step + 1); i++) {
        filler.addForCounting(batch, plan.row(i), plan.epoch());
      }
      if (training.objective() == Objective.PRETRAINING) {
        masks.draw(batch, training.seed(), plan.epoch());
      }
      put(counts, step * COUNTS, LossTotals.count(batch));
    }
    return new StepTotals(counts);
  }

  /** Of both shards together. */
  public StepTotals plus(StepTotals other) {
    double[] sums = counts.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.counts[i];
    }
    return new StepTotals(sums);
  }

  /** Of the steps of these epochs, and then of those of later ones. */
  public StepTotals then(StepTotals later) {
    double[] all = Arrays.copyOf(counts, counts.length + later.counts.length);
    System.arraycopy(later.counts, 0, all, counts.length, later.counts.length);
    return new StepTotals(all);
  }

  /** Number of steps. */
  public int steps() {
    return counts.length / COUNTS;
  }

  /** The totals of a step, counted from 0 over all these epochs. */
  public LossTotals get(int step) {
    int at = step * COUNTS;
    return new LossTotals(
        (long) counts[at],
        (long) counts[at + 1],
        (long) counts[at + 2],
        (long) counts[at + 3],
        (long) counts[at + 4],
        (long) counts[at + 5],
        counts[at + 6]);
  }

  private static void put(double[] counts, int at, LossTotals totals) {
    counts[at] = totals.tokens();
    counts[at + 1] = totals.maskedTokens();
    counts[at + 2] = totals.maskedPatches();
    counts[at + 3] = totals.maskedValues();
    counts[at + 4] = totals.tables();
    counts[at + 5] = totals.rows();
    counts[at + 6] = totals.targetWeight();
  }
}
