package io.lanistr.network.weights;

import java.util.List;

/**
 * Header entry of one tensor in a safetensors file.
 *
 * @param shape extents; empty for a scalar
 * @param begin first byte in the data section
 * @param end byte after the last one
 */
public record TensorInfo(String name, DType type, List<Long> shape, long begin, long end) {

  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** Number of elements. */
  public int size() {
    return Math.toIntExact((end - begin) / type.bytes());
  }
}
