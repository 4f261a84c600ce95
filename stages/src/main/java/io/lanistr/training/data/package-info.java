/**
 * Training rows on the executors: their placement, their storage as Arrow record batches, the order
 * in which epochs visit them, and the network's batches filled from them.
 */
package io.lanistr.training.data;
