package io.lanistr.network.weights;

import java.util.List;

/**
 * Place of one named parameter in the flat vector of its kind.
 *
 * @param name the name that the official PyTorch implementation gives it
 * @param shape as in PyTorch; a linear map is [out, in]
 * @param offset first element in the trainable vector, or in the frozen one if not trainable
 * @param trainable which of the two vectors holds it
 */
public record Slot(
    String name, List<Integer> shape, int offset, boolean trainable, SlotKind kind, Part part) {

  public Slot {
    shape = List.copyOf(shape);
  }

  /** Number of elements. */
  public int size() {
    return elements(shape);
  }

  static int elements(List<Integer> shape) {
    int size = 1;
    for (int extent : shape) {
      size = Math.multiplyExact(size, extent);
    }
    return size;
  }
}
