package io.lanistr.sampling;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a table by what they are for.
 *
 * @param train to learn from
 * @param validation to choose by
 * @param test to judge by, once
 */
public record DataSplits(Dataset<Row> train, Dataset<Row> validation, Dataset<Row> test) {}
