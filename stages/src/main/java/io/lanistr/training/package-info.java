/**
 * Training of a LANISTR network on all executors of a Spark application: the multimodal column, the
 * trainer and its configuration. The layers below it: {@code training.data} lays rows out on the
 * executors, {@code training.optimizer} updates weights, {@code training.bigdl} runs steps on the
 * executors, {@code training.progress} tells how it goes.
 */
package io.lanistr.training;
