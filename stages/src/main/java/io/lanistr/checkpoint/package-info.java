/** Weights of encoders that others have trained: Hugging Face checkpoints, read and written. */
package io.lanistr.checkpoint;
