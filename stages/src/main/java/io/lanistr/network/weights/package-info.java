/** Named parameters in flat vectors, and the safetensors file format. */
package io.lanistr.network.weights;
