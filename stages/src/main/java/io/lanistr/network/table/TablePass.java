package io.lanistr.network.table;

import io.lanistr.tensor.precise.Section;

/**
 * One run of TabNet, in doubles.
 *
 * @param section where it is computed
 * @param training whether batch statistics are used
 */
public record TablePass(Section section, boolean training) {}
