/**
 * Weight updates on float arrays: AdamW, its parameter groups and its learning-rate schedule. Knows
 * neither Spark nor BigDL.
 */
package io.lanistr.training.optimizer;
