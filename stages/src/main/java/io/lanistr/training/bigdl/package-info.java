/**
 * The training on the executors: jobs of many steps, whose tasks meet at the driver and exchange
 * gradients and weights through BigDL's {@code AllReduceParameter}; and what BigDL leaves behind
 * cleaned away.
 *
 * <p>BigDL's {@code DistriOptimizer} would do the same with two Spark jobs a step, 45 to 210
 * milliseconds for steps of any size.
 *
 * <p>BigDL's element type {@code Float} is erased to {@code Object} as seen from Java.
 */
package io.lanistr.training.bigdl;
