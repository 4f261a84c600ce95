/**
 * Rows on their way into the network, packed: a modality that a row lacks has no entry at all.
 * Buffers are reused from step to step and only grow.
 */
package io.lanistr.network.batch;
