package io.lanistr.training.bigdl;

import java.io.Serializable;

/**
 * A part of the flat vector of weights, and the running statistics if it is the first.
 *
 * @param start position of its first value
 * @param values a copy
 * @param statistics empty but for the first part
 */
record WeightSlice(int start, float[] values, float[] statistics) implements Serializable {}
