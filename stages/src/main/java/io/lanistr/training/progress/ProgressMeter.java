package io.lanistr.training.progress;

import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import java.util.ArrayList;
import java.util.List;

/** Measures the speed of a training, sums epochs up, and tells a listener of both. */
public final class ProgressMeter {
  private static final double NANOS = 1e9;
  private static final int SUMS = 8;

  /** Weight of the last step in the running mean of a step's seconds. */
  private static final double SMOOTHING = 0.05;

  private final int epochs;
  private final int stepsPerEpoch;
  private final TrainingListener listener;
  private final List<EpochSummary> history = new ArrayList<>();
  private long stepBegan = System.nanoTime();
  private long epochBegan = stepBegan;
  private double secondsPerStep;
  private double secondsPerRow;
  private long epochRows;
  private double[] sums = new double[SUMS];
  private long tokens;

  public ProgressMeter(int epochs, int stepsPerEpoch, TrainingListener listener) {
    this.epochs = epochs;
    this.stepsPerEpoch = stepsPerEpoch;
    this.listener = listener;
  }

  /** Sets the time from which the first step counts. */
  public void start() {
    stepBegan = System.nanoTime();
    epochBegan = stepBegan;
  }

  /**
   * Takes in a finished step.
   *
   * @param step of the whole training, from 1
   * @param times where the executors' time went since the step before
   */
  public void step(long step, StepReport report, int rows, double learningRate, StepTimes times) {
    long now = System.nanoTime();
    double seconds = (now - stepBegan) / NANOS;
    stepBegan = now;
    boolean first = secondsPerStep == 0;
    secondsPerStep += (first ? 1 : SMOOTHING) * (seconds - secondsPerStep);
    secondsPerRow += (first ? 1 : SMOOTHING) * (seconds / rows - secondsPerRow);
    add(report, rows);
    long steps = (long) epochs * stepsPerEpoch;
    int epoch = (int) ((step - 1) / stepsPerEpoch) + 1;
    listener.stepFinished(
        new StepProgress(
            epoch,
            epochs,
            step,
            steps,
            report,
            learningRate,
            rows,
            1 / secondsPerRow,
            (steps - step) * secondsPerStep,
            times));
    if (step % stepsPerEpoch == 0) {
      EpochSummary summary =
          new EpochSummary(epoch, mean(), learningRate, epochRows, (now - epochBegan) / NANOS);
      history.add(summary);
      listener.epochFinished(summary);
      epochBegan = now;
      epochRows = 0;
      sums = new double[sums.length];
      tokens = 0;
    }
  }

  /**
   * Takes in what the network was found to be worth after the epoch that has just ended; the time
   * that took does not count.
   *
   * @param metric its name
   * @param best whether no epoch before was as good
   */
  public void judged(String metric, double value, boolean best) {
    EpochSummary epoch = history.remove(history.size() - 1).judged(value);
    history.add(epoch);
    listener.judged(epoch, metric, best);
    start();
  }

  /** How far the training is. */
  public ProgressState state() {
    List<Double> values = new ArrayList<>();
    for (double sum : sums) {
      values.add(sum);
    }
    return new ProgressState(
        history, epochRows, values, tokens, (System.nanoTime() - epochBegan) / NANOS);
  }

  /**
   * Goes on from where another meter was; {@link #start} must not follow.
   *
   * @throws IllegalArgumentException if the state is of another form
   */
  public void resume(ProgressState state) {
    if (state.sums().size() != SUMS) {
      throw new IllegalArgumentException("progress of an unknown form: " + state);
    }
    start();
    history.addAll(state.history());
    epochRows = state.rows();
    tokens = state.tokens();
    epochBegan -= (long) (state.seconds() * NANOS);
    for (int i = 0; i < SUMS; i++) {
      sums[i] = state.sums().get(i);
    }
  }

  /** The epochs that are done. */
  public List<EpochSummary> history() {
    return List.copyOf(history);
  }

  private void add(StepReport report, int rows) {
    epochRows += rows;
    tokens += report.tokens();
    sums[0] += rows * report.total();
    sums[1] += rows * report.text();
    sums[2] += rows * report.image();
    sums[3] += rows * report.series();
    sums[4] += rows * report.table();
    sums[5] += rows * report.similarity();
    sums[6] += rows * report.classification();
    sums[7] += rows * report.spread();
  }

  private StepReport mean() {
    return new StepReport(
        sums[0] / epochRows,
        sums[1] / epochRows,
        sums[2] / epochRows,
        sums[3] / epochRows,
        sums[4] / epochRows,
        sums[5] / epochRows,
        sums[6] / epochRows,
        sums[7] / epochRows,
        tokens);
  }
}
