/**
 * A training step without Spark and BigDL: what a slice of a step is, what a replica of the network
 * does with it, and the counts that losses are divided by.
 */
package io.lanistr.training.step;
