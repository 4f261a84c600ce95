/** Fusion of the modalities, and what is put on top of it. */
package io.lanistr.network.fusion;
