/**
 * Small programs to start from, each in one file, over made-up rows or a Parquet table of the same
 * columns.
 */
package io.lanistr.pipeline.examples;
