package io.lanistr.network.layer;

import io.lanistr.tensor.Tensor;

/** Sees the named intermediate values of a pass; they are valid until the next one. */
@FunctionalInterface
public interface Trace {
  void put(String name, Tensor value);
}
