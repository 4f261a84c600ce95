/** Rows of the quick-start data sets, their Parquet files, and the fingerprint of their content. */
package io.lanistr.pipeline.data.table;
