package io.lanistr.training.bigdl;

import io.lanistr.training.EarlyStopping;
import io.lanistr.training.NetworkState;
import io.lanistr.training.TrainedNetwork;
import io.lanistr.training.progress.ProgressMeter;
import io.lanistr.training.snapshot.Snapshot.BestSoFar;
import java.util.function.Supplier;

/** Judges the network after each epoch, remembers the best, and says when enough is enough. */
final class BestEpoch {
  private final EarlyStopping stopping;
  private final Supplier<TrainedNetwork> network;
  private final ProgressMeter meter;
  private final float[] frozen;
  private NetworkState best;
  private double bestValue = Double.NaN;
  private int epochsSince;

  /**
   * @param network what has been trained so far
   * @param frozen numbers that are not trained
   */
  BestEpoch(
      EarlyStopping stopping,
      Supplier<TrainedNetwork> network,
      ProgressMeter meter,
      float[] frozen) {
    this.stopping = stopping;
    this.network = network;
    this.meter = meter;
    this.frozen = frozen;
  }

  /**
   * Judges an epoch that has ended.
   *
   * @return whether to end the training
   */
  boolean judge() {
    TrainedNetwork now = network.get();
    double value = stopping.metric().applyAsDouble(now);
    boolean better = stopping.improves(value, bestValue);
    if (better) {
      best = now.state();
      bestValue = value;
      epochsSince = 0;
    } else {
      epochsSince++;
    }
    meter.judged(stopping.name(), value, better);
    return stopping.patience() > 0 && epochsSince >= stopping.patience();
  }

  /** Goes on from what another judge had found. */
  void resume(BestSoFar found) {
    best = new NetworkState(found.weights(), frozen, found.statistics());
    bestValue = found.value();
    epochsSince = found.epochsSince();
  }

  /** What has been found, for going on from it; null if no epoch had a metric. */
  BestSoFar soFar() {
    return best == null
        ? null
        : new BestSoFar(best.trainable(), best.buffers(), bestValue, epochsSince);
  }

  /** The numbers of the best epoch; null if no epoch had a metric. */
  NetworkState best() {
    return best;
  }
}
