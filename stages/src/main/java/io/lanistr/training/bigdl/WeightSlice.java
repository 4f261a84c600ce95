package io.lanistr.training.bigdl;

import java.io.Serializable;

/**
 * A part of the flat vector of weights.
 *
 * @param start position of its first value
 * @param values a copy
 */
record WeightSlice(int start, float[] values) implements Serializable {}
