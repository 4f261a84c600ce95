package io.lanistr.pipeline.experiment;

/**
 * How well one system did on the test rows.
 *
 * @param name its key in {@code metrics.json}, for example {@code text_only}
 * @param title its name for people
 * @param scores the experiment's metric
 * @param otherScores the metric that was not asked for
 */
public record SystemResult(String name, String title, Scores scores, Scores otherScores) {}
