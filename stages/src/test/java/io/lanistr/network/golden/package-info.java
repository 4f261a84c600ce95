/**
 * Parity with the official PyTorch implementation: every case of a folder of golden vectors, every
 * tensor of a case.
 */
package io.lanistr.network.golden;
