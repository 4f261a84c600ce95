/** Irregular, gappy series to a regular grid [steps, channels]. No Spark. */
package io.lanistr.udf.series;
