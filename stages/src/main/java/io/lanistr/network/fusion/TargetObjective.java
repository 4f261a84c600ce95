package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.tensor.CrossEntropy;
import io.lanistr.tensor.ElementLoss;
import io.lanistr.tensor.ElementLoss.Curve;
import io.lanistr.tensor.FocalLoss;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** The loss of a head's outputs on a batch's targets. */
public final class TargetObjective {
  private final TargetLoss loss;
  private final Curve curveOrNull;

  public TargetObjective(TargetLoss loss) {
    this.loss = loss;
    curveOrNull = curve(loss);
  }

  /**
   * The slice's part of the loss.
   *
   * @param outputs {@code [rows, outputs]}
   * @param total weight of all targets of the whole batch
   */
  public Tensor apply(Tape tape, Tensor outputs, Batch batch, double total) {
    if (loss instanceof TargetLoss.Classes classes) {
      return classes.focalGamma() > 0
          ? FocalLoss.apply(
              tape, outputs, batch.label(), batch.weight(), classes.focalGamma(), total)
          : CrossEntropy.apply(
              tape, outputs, batch.label(), batch.weight(), classes.labelSmoothing(), total);
    }
    return ElementLoss.apply(tape, outputs, batch.target(), batch.weight(), curveOrNull, total);
  }

  private static Curve curve(TargetLoss loss) {
    if (loss instanceof TargetLoss.Numbers numbers) {
      return numbers.huberDelta() > 0
          ? ElementLoss.huber(numbers.huberDelta())
          : ElementLoss.squared();
    }
    return loss instanceof TargetLoss.Labels ? ElementLoss.binaryCrossEntropy() : null;
  }
}
