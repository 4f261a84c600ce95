package io.lanistr.pipeline.data.table;

import io.lanistr.pipeline.data.image.Pixels;

/**
 * One row of a quick-start data set.
 *
 * @param id unique in the set
 * @param label class number from 0
 * @param labelName the class in words
 * @param text null when absent
 * @param image null when absent
 * @param series [steps, channels]; null when absent
 * @param numbers one for each number column, each null when absent
 * @param categories one for each category column, each null when absent
 * @param split which part of the data the row belongs to
 */
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
public record DataRow(
    String id,
    int label,
    String labelName,
    String text,
    Pixels image,
    float[][] series,
    Double[] numbers,
    String[] categories,
    Split split) {}
