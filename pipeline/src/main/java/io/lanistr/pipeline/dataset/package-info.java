/**
 * A folder of Parquet with the project's column convention: opened, checked before any work is
 * done, and described.
 */
package io.lanistr.pipeline.dataset;
