package io.lanistr.network.series;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.layer.Sequences;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** Values and positions of the steps of a pass; reused. */
public final class SeriesInput {
  private static final long STREAM = 13;

  private final SeriesConfig config;
  private final Sequences sequences = new Sequences();
  private int[] position = new int[0];

  public SeriesInput(SeriesConfig config) {
    this.config = config;
  }

  /**
   * Takes the series of a batch; in pretraining twice, with hidden values set to 0 first.
   *
   * @param keyed whether the steps need randomness
   * @return constant {@code [steps or 2 x steps, channels]}
   */
  public Tensor fill(Tape tape, Batch batch, boolean pretraining, boolean keyed) {
    SeriesItems items = batch.series();
    int steps = items.stepCount();
    int half = steps * config.channels();
    int halves = pretraining ? 2 : 1;
    sequences.clear();
    Tensor values = tape.allocate(halves * steps, config.channels());
    for (int h = 0; h < halves; h++) {
      sequences.addAll(items.starts(), items.count(), items.validOrNull());
      System.arraycopy(items.values(), 0, values.data(), values.offset() + h * half, half);
    }
    for (int i = 0; i < half && pretraining; i++) {
      if (items.hidden()[i]) {
        values.data()[values.offset() + i] = 0f;
      }
    }
    position = Grow.atLeast(position, sequences.tokens());
    for (int s = 0; s < sequences.count(); s++) {
      int start = sequences.starts()[s];
      int length = sequences.starts()[s + 1] - start;
      if (length > config.maxSteps()) {
        long row = batch.rowId()[items.row()[s % items.count()]];
        throw new IllegalArgumentException(
            "the series of row id "
                + row
                + " has "
                + length
                + " steps, more than maxSteps "
                + config.maxSteps());
      }
      for (int t = 0; t < length; t++) {
        position[start + t] = t;
      }
    }
    if (keyed) {
      sequences.key(batch, items, STREAM);
    }
    return values;
  }

  Sequences sequences() {
    return sequences;
  }

  /** Step within the series. */
  int[] position() {
    return position;
  }
}
