/**
 * What it takes to repeat in Java what NumPy did: its legacy random shuffles, and its files of
 * pickled arrays, read without running anything they say.
 */
package io.lanistr.pipeline.data.numpy;
