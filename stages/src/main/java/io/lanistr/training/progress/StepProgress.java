package io.lanistr.training.progress;

import io.lanistr.network.StepReport;

/**
 * A finished step.
 *
 * @param epoch from 1
 * @param epochs of the training
 * @param step of the whole training, from 1
 * @param steps of the whole training
 * @param losses of the step over all executors
 * @param learningRate of the step
 * @param rows of the step
 * @param rowsPerSecond over the last steps
 * @param secondsLeft estimate of the time to the end of the training
 * @param times where the executors' time went since the step before
 */
public record StepProgress(
    int epoch,
    int epochs,
    long step,
    long steps,
    StepReport losses,
    double learningRate,
    int rows,
    double rowsPerSecond,
    double secondsLeft,
    StepTimes times) {}
