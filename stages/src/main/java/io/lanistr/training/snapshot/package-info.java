/**
 * Snapshots of a training: what it takes to go on from a step as if nothing had happened, as files
 * on any Hadoop file system. (What users call a training's checkpoint; the package {@code
 * io.lanistr.checkpoint} is about Hugging Face's.)
 */
package io.lanistr.training.snapshot;
