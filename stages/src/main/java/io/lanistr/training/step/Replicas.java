package io.lanistr.training.step;

import io.lanistr.network.batch.LossTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A replica for each core of an executor, with the threads that they work in. */
public final class Replicas implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final List<Replica> replicas = new ArrayList<>();
  private final float[][] gradients;
  private final ExecutorService threads;

  /**
   * @param weights that all replicas read, {@code [parameters]}
   * @param cores number of replicas
   */
  public Replicas(ReplicaSpec spec, float[] weights, int cores) {
    gradients = new float[cores][weights.length];
    for (int i = 0; i < cores; i++) {
      Replica replica = new Replica(spec);
      replica.bind(weights, 0, gradients[i], 0);
      replicas.add(replica);
    }
    threads =
        Executors.newFixedThreadPool(
            cores,
            work -> {
              Thread thread = new Thread(work, "lanistr-replica");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Passes over this executor's rows of a step, a slice on each core.
   *
   * @param next the step after it, whose rows are counted; null if there is none
   * @return the totals of {@code next} over this executor's rows
   */
  public LossTotals step(StepWork work, StepWork next) {
    List<LossTotals> counts =
        onEachCore(
            core -> {
              replicas.get(core).step(work, core);
              return next == null ? LossTotals.ZERO : replicas.get(core).count(next, core);
            });
    if (replicas.size() > 1) {
      onEachCore(this::addPart);
    }
    return sum(counts);
  }

  /** The totals of a step over this executor's rows. */
  public LossTotals count(StepWork work) {
    return sum(onEachCore(core -> replicas.get(core).count(work, core)));
  }

  /** Seconds that went into reading rows since the last call, as the mean of the cores. */
  public double takeReadingSeconds() {
    double nanos = 0;
    for (Replica replica : replicas) {
      nanos += replica.takeReadingNanos();
    }
    return nanos / NANOS / replicas.size();
  }

  /** This executor's gradients of the last step, {@code [parameters]}. */
  public float[] gradients() {
    return gradients[0];
  }

  /** A copy of the running statistics of the first replica. */
  public float[] statistics() {
    return Arrays.copyOf(allStatistics(), statisticsSize());
  }

  /**
   * A copy of the running statistics of each replica, one after the other. A batch normalisation
   * over a single row depends on them.
   */
  public float[] allStatistics() {
    float[] all = new float[replicas.size() * statisticsSize()];
    for (int i = 0; i < replicas.size(); i++) {
      replicas.get(i).network().buffers().copyOut(all, i * statisticsSize());
    }
    return all;
  }

  /** Goes on from what {@link #allStatistics} gave, unless it was that of other replicas. */
  public void restoreStatistics(float[] all) {
    if (all.length != replicas.size() * statisticsSize()) {
      return;
    }
    for (int i = 0; i < replicas.size(); i++) {
      replicas.get(i).network().buffers().copyIn(all, i * statisticsSize());
    }
  }

  private int statisticsSize() {
    return replicas.get(0).network().buffers().size();
  }

  /** Adds up the replicas' gradients of one core's share of the parameters. */
  private Void addPart(int core) {
    float[] sum = gradients[0];
    int from = (int) ((long) sum.length * core / replicas.size());
    int to = (int) ((long) sum.length * (core + 1) / replicas.size());
    for (int replica = 1; replica < replicas.size(); replica++) {
      float[] more = gradients[replica];
      for (int i = from; i < to; i++) {
        sum[i] += more[i];
      }
    }
    return null;
  }

  private static LossTotals sum(List<LossTotals> counts) {
    LossTotals sum = LossTotals.ZERO;
    for (LossTotals count : counts) {
      sum = sum.plus(count);
    }
    return sum;
  }

  /** What one core does. */
  @FunctionalInterface
  private interface CoreWork<T> {
    T on(int core);
  }

  private <T> List<T> onEachCore(CoreWork<T> work) {
    List<Callable<T>> works = new ArrayList<>();
    for (int i = 0; i < replicas.size(); i++) {
      int core = i;
      works.add(() -> work.on(core));
    }
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> result : threads.invokeAll(works)) {
        results.add(result.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a training step", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
    return results;
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
