/** Spark SQL functions over raw text, images and time series. */
package io.lanistr.udf;
