/**
 * Spark SQL functions over raw modalities: thin wrapping of the pure functions in the packages
 * below. They are registered by name through {@link io.lanistr.udf.LanistrExtensions} and callable
 * from Java through {@link io.lanistr.udf.LanistrFunctions}.
 */
package io.lanistr.udf;
