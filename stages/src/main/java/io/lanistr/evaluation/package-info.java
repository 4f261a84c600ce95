/**
 * Evaluators: how good a scored table is, as exact numbers computed where the rows are.
 *
 * <p>{@link io.lanistr.evaluation.Auroc} is the definition over arrays; {@link
 * io.lanistr.evaluation.AurocEvaluator} computes the same over a distributed table.
 */
package io.lanistr.evaluation;
