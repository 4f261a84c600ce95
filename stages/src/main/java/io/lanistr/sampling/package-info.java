/**
 * Which rows and labels training sees: {@code LabelSubsampler} keeps few labels, {@code GroupSplit}
 * makes splits and folds that no group crosses. All of it goes by hashes of ids and a seed, so that
 * neither the order of the rows nor their partitions matter.
 */
package io.lanistr.sampling;
