package io.lanistr.cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An application that prints {@link LateLines#STEP} and makes a step only when it is told to: in
 * between, its driver and executors are halted by a signal. So two can be compared while the
 * machine's speed changes. A halt must be shorter than {@code spark.network.timeout}.
 */
final class StepByStep implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final JvmProcess driver;
  private final Supplier<List<ProcessHandle>> executors;
  private final Duration limit;
  private int made;

  /**
   * Waits for the first step, then halts it.
   *
   * @param executors that run beside the driver; asked for at each signal
   * @param limit of a step
   */
  StepByStep(JvmProcess driver, Supplier<List<ProcessHandle>> executors, Duration limit) {
    this.driver = driver;
    this.executors = executors;
    this.limit = limit;
    awaitStep();
    signal("STOP");
  }

  /** Makes the next step, and tells its seconds. */
  double step() {
    long start = System.nanoTime();
    signal("CONT");
    awaitStep();
    double seconds = (System.nanoTime() - start) / NANOS;
    signal("STOP");
    return seconds;
  }

  /**
   * Medians of what it has printed, of {@link LateLines#STEP}. Halts are in the milliseconds of the
   * whole step and of exchanging, or of updating where nothing is exchanged: of what is done when
   * the line is printed.
   */
  double[] medians() {
    return LateLines.medians(driver.await(LateLines.STEP, made, limit));
  }

  private void awaitStep() {
    driver.await(LateLines.STEP, ++made, limit);
  }

  private void signal(String name) {
    Signal.send(name, Stream.concat(driver.running().stream(), executors.get().stream()).toList());
  }

  @Override
  public void close() {
    // What is halted can't end.
    signal("CONT");
    driver.kill();
    driver.close();
  }
}
