/**
 * A folder of Parquet with the project's column convention: opened, checked before any work is
 * done, described, and drawn from.
 */
package io.lanistr.pipeline.dataset;
