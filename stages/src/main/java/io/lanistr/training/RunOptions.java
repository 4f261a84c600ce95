package io.lanistr.training;

import io.lanistr.training.progress.TrainingListener;
import io.lanistr.training.snapshot.SnapshotConfig;
import java.util.Objects;

/**
 * What accompanies a training.
 *
 * @param listener is told how it goes
 * @param stoppingOrNull judges each epoch; null to make all and keep the last
 * @param snapshotsOrNull where it leaves snapshots to go on from; null for none
 * @param maxRestarts how often it goes on after executors were lost, before it gives up
 */
public record RunOptions(
    TrainingListener listener,
    EarlyStopping stoppingOrNull,
    SnapshotConfig snapshotsOrNull,
    int maxRestarts) {
  /** Restarts where nothing else is said. */
  public static final int DEFAULT_RESTARTS = 3;

  public RunOptions {
    Objects.requireNonNull(listener, "listener");
    if (maxRestarts < 0) {
      throw new IllegalArgumentException("maxRestarts must not be negative: " + maxRestarts);
    }
  }

  /** A listener alone. */
  public static RunOptions of(TrainingListener listener) {
    return new RunOptions(listener, null, null, DEFAULT_RESTARTS);
  }

  /** The same with snapshots. */
  public RunOptions withSnapshots(SnapshotConfig snapshots) {
    return new RunOptions(listener, stoppingOrNull, snapshots, maxRestarts);
  }

  /** The same with a judge of epochs. */
  public RunOptions withStopping(EarlyStopping stopping) {
    return new RunOptions(listener, stopping, snapshotsOrNull, maxRestarts);
  }

  /** The same with another number of restarts. */
  public RunOptions withMaxRestarts(int restarts) {
    return new RunOptions(listener, stoppingOrNull, snapshotsOrNull, restarts);
  }
}
