/**
 * The training on BigDL's {@code DistriOptimizer}: the network as one of its modules, AdamW as its
 * update, the steps as its data set, and what BigDL leaves behind cleaned away.
 *
 * <p>BigDL's element type {@code Float} is erased to {@code Object} as seen from Java.
 */
package io.lanistr.training.bigdl;
