package io.lanistr.training.step;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.Objective;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.ArrowShard;
import io.lanistr.training.data.BatchFiller;
import io.lanistr.training.optimizer.Unfreezing;
import java.util.Arrays;
import java.util.Map;

/**
 * One copy of the network and the buffers of its slices, used by one thread at a time. Steps of
 * similar size allocate no arrays.
 */
public final class Replica {
  private final TrainingConfig training;
  private final LanistrNetwork network;
  private final Batch batch;
  private final MaskSampler masks;
  private final Unfreezing unfreezing;
  private final Map<Part, String> encoders;
  private ArrowShard shard;
  private BatchFiller filler;
  private float[] weights;
  private int weightOffset;
  private float[] gradients;
  private int gradientOffset;
  private long readingNanos;

  public Replica(ReplicaSpec spec) {
    training = spec.training();
    network = new LanistrNetwork(spec.network(), training.frozen());
    network.parameters().bindFrozen(spec.frozen());
    network.buffers().copyIn(spec.buffers(), 0);
    network.training(true);
    batch = new Batch(spec.network());
    masks = new MaskSampler(training.masking(), spec.network());
    encoders = spec.encoders();
    unfreezing = new Unfreezing(training.unfreezeEvery());
  }

  /** The network, bound to the arrays of the last {@link #bind}. */
  public LanistrNetwork network() {
    return network;
  }

  /**
   * Points the network at flat vectors of weights and gradients, which may be others at every step.
   */
  public void bind(float[] w, int wOffset, float[] g, int gOffset) {
    if (w != weights || wOffset != weightOffset || g != gradients || gOffset != gradientOffset) {
      network.parameters().bind(w, wOffset, g, gOffset);
      weights = w;
      weightOffset = wOffset;
      gradients = g;
      gradientOffset = gOffset;
    }
  }

  /**
   * Passes over a slice, forward and backward: records the slice's report in {@code work} and
   * overwrites the bound gradients.
   */
  public StepReport step(StepWork work, int slice) {
    Arrays.fill(
        gradients, gradientOffset, gradientOffset + network.parameters().trainableSize(), 0f);
    StepReport sum = StepReport.ZERO;
    int to = work.from(slice + 1);
    int most = training.microBatchSize() == 0 ? Integer.MAX_VALUE : training.microBatchSize();
    int from = work.from(slice);
    do {
      int rows = Math.min(most, to - from);
      sum = sum.plus(pass(work, from, from + rows));
      from += rows;
    } while (from < to);
    clearWhatWaits(work.plan().epoch());
    work.report(slice, sum);
    return sum;
  }

  /**
   * Counts what a slice's rows add to the totals that the losses of their step are divided by.
   * Masks depend on rows alone, so this can be known before the step.
   */
  public LossTotals count(StepWork work, int slice) {
    long start = System.nanoTime();
    use(work.shard());
    int epoch = work.plan().epoch();
    batch.clear();
    for (int i = work.from(slice); i < work.from(slice + 1); i++) {
      filler.addForCounting(batch, work.plan().row(i), epoch);
    }
    if (training.objective() == Objective.PRETRAINING) {
      masks.draw(batch, training.seed(), epoch);
    }
    readingNanos += System.nanoTime() - start;
    return LossTotals.count(batch);
  }

  /** Nanoseconds that went into reading rows and drawing masks since the last call. */
  long takeReadingNanos() {
    long taken = readingNanos;
    readingNanos = 0;
    return taken;
  }

  /** Adds the gradients of some of the slice's rows. */
  private StepReport pass(StepWork work, int from, int to) {
    fill(work, from, to);
    StepReport report =
        training.objective() == Objective.PRETRAINING
            ? network.pretrain(batch, work.totals(), 1)
            : network.classify(batch, work.totals(), 1);
    if (batch.rows() > 0) {
      network.backward();
    }
    return report;
  }

  /** Parts that don't learn yet have no say in the norm by which gradients are clipped. */
  private void clearWhatWaits(int epoch) {
    if (epoch >= unfreezing.complete()) {
      return;
    }
    for (Slot slot : network.parameters().slots()) {
      if (slot.trainable() && epoch < unfreezing.firstEpoch(slot.part())) {
        int start = gradientOffset + slot.offset();
        Arrays.fill(gradients, start, start + slot.size(), 0f);
      }
    }
  }

  private void use(ArrowShard rows) {
    if (rows != shard) {
      shard = rows;
      filler = new BatchFiller(shard, training, encoders);
    }
  }

  private void fill(StepWork work, int from, int to) {
    long start = System.nanoTime();
    use(work.shard());
    int epoch = work.plan().epoch();
    batch.clear();
    for (int i = from; i < to; i++) {
      filler.add(batch, work.plan().row(i), epoch);
    }
    if (training.objective() == Objective.PRETRAINING) {
      masks.draw(batch, training.seed(), epoch);
    } else {
      batch.randomness(training.seed(), epoch);
    }
    readingNanos += System.nanoTime() - start;
  }
}
