package io.lanistr.training.step;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.network.weights.Part;
import io.lanistr.training.Objective;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.ArrowShard;
import io.lanistr.training.data.BatchFiller;
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
  private final Map<Part, String> encoders;
  private ArrowShard shard;
  private BatchFiller filler;
  private float[] weights;
  private int weightOffset;
  private float[] gradients;
  private int gradientOffset;

  public Replica(ReplicaSpec spec) {
    training = spec.training();
    network = new LanistrNetwork(spec.network(), training.frozen());
    network.parameters().bindFrozen(spec.frozen());
    network.buffers().copyIn(spec.buffers(), 0);
    network.training(true);
    batch = new Batch(spec.network());
    masks = new MaskSampler(training.masking(), spec.network());
    encoders = spec.encoders();
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
   * Forward pass over a slice; records the slice's report in {@code work}.
   *
   * @param scale factor of the gradients
   */
  public StepReport forward(StepWork work, int slice, float scale) {
    fill(work, slice);
    StepReport report =
        training.objective() == Objective.PRETRAINING
            ? network.pretrain(batch, work.totals(), scale)
            : network.classify(batch, work.totals(), scale);
    work.report(slice, report);
    return report;
  }

  /** Overwrites the bound gradients with those of the last forward pass. */
  public void backward() {
    Arrays.fill(
        gradients, gradientOffset, gradientOffset + network.parameters().trainableSize(), 0f);
    if (batch.rows() > 0) {
      network.backward();
    }
  }

  private void fill(StepWork work, int slice) {
    if (work.shard() != shard) {
      shard = work.shard();
      filler = new BatchFiller(shard, training, encoders);
    }
    int epoch = work.plan().epoch();
    batch.clear();
    int to = work.from(slice + 1);
    for (int i = work.from(slice); i < to; i++) {
      filler.add(batch, work.plan().row(i), epoch);
    }
    if (training.objective() == Objective.PRETRAINING) {
      masks.draw(batch, training.seed(), epoch);
    } else {
      batch.randomness(training.seed(), epoch);
    }
  }
}
