/**
 * The quick-start data sets: real tables of texts, pictures, time series and numbers, built here
 * from packages that ordinary package clients can get.
 *
 * <p>Column convention of a data set's folder of Parquet: {@code id}, {@code label} (int), {@code
 * label_name}, {@code text}, {@code image} (PNG bytes), {@code timeseries} (steps x channels),
 * {@code num_*} (double), {@code cat_*} (string), {@code split} ({@code train} or {@code test}); a
 * modality that a row lacks is null in all its columns.
 */
package io.lanistr.pipeline.data;
