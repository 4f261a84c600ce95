package io.lanistr.estimator;

/**
 * What a label column holds.
 *
 * @param classes number of classes, at least two
 * @param labelled rows with a label
 * @param unlabelled rows without one
 */
record LabelledRows(int classes, long labelled, long unlabelled) {}
