package io.lanistr.network.series;

import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.tensor.MaskedSquaredError;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** Masked time-series modelling: mean squared error of the hidden values that are no padding. */
public final class SeriesLoss {
  private boolean[] targets = new boolean[0];

  /** Which values count, {@code [steps, channels]}; valid until the next call. */
  public boolean[] targets(SeriesItems series) {
    boolean[] valid = series.validOrNull();
    if (valid == null) {
      return series.hidden();
    }
    int channels = series.channels();
    int n = series.stepCount() * channels;
    targets = Grow.atLeast(targets, n);
    for (int i = 0; i < n; i++) {
      targets[i] = series.hidden()[i] && valid[i / channels];
    }
    return targets;
  }

  /**
   * @param reconstruction {@code [steps, channels]}
   * @param total values that count in the whole batch
   */
  public Tensor apply(Tape tape, Tensor reconstruction, SeriesItems series, long total) {
    return MaskedSquaredError.apply(tape, reconstruction, series.values(), targets(series), total);
  }
}
