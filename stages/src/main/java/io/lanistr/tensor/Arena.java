package io.lanistr.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory of one training step: float arrays that are handed out piece by piece and taken back all
 * at once, so that steps of similar size allocate no arrays. It only grows. Not thread-safe: one
 * arena per replica.
 */
public final class Arena {
  private static final int LINE = 16;
  private static final int FIRST_CHUNK = 1 << 16;
  private static final long LARGEST_MERGED = 1L << 28;

  private final List<float[]> chunks = new ArrayList<>();
  private final Map<Integer, ArrayDeque<Tensor>> spent = new HashMap<>();
  private int chunk;
  private int used;

  /** A constant tensor whose values are whatever the memory held before. */
  public Tensor allocate(int rows, int cols) {
    return allocate(rows, cols, false);
  }

  Tensor allocate(int rows, int cols, boolean requiresGrad) {
    int offset = reserve(Math.multiplyExact(rows, cols));
    return Tensor.output(chunks.get(chunk), offset, rows, cols, requiresGrad);
  }

  /** Gives the tensor a gradient of undefined values, in memory of a spent one where possible. */
  void allocateGradient(Tensor tensor) {
    ArrayDeque<Tensor> sameSize = spent.get(tensor.size());
    Tensor former = sameSize == null ? null : sameSize.poll();
    if (former != null) {
      tensor.grad(former.grad(), former.gradOffset());
    } else {
      int offset = reserve(tensor.size());
      tensor.grad(chunks.get(chunk), offset);
    }
  }

  /**
   * Takes back the gradient of an output whose backward step is done. Layers of equal shapes follow
   * one another, so the gradients of a few of them serve all.
   */
  void recycleGradient(Tensor output) {
    spent.computeIfAbsent(output.size(), size -> new ArrayDeque<>()).push(output);
  }

  private int reserve(int size) {
    while (chunk < chunks.size()) {
      if (size <= chunks.get(chunk).length - used) {
        int offset = used;
        used = (int) Math.min(chunks.get(chunk).length, offset + roundUp(size));
        return offset;
      }
      chunk++;
      used = 0;
    }
    long grown = Math.max(Math.max(roundUp(size), FIRST_CHUNK), capacity() / 2);
    chunks.add(new float[(int) Math.min(grown, Math.max(size, LARGEST_MERGED))]);
    return reserve(size);
  }

  private static long roundUp(int size) {
    return ((long) size + LINE - 1) / LINE * LINE;
  }

  /** A point to which {@link #release} can return. */
  long mark() {
    return (long) chunk << 32 | used;
  }

  /** Takes back everything handed out since {@code mark}. */
  void release(long mark) {
    chunk = (int) (mark >>> 32);
    used = (int) mark;
  }

  /** Takes everything back. Tensors handed out before must no longer be used. */
  public void reset() {
    long capacity = capacity();
    if (chunks.size() > 1 && capacity <= LARGEST_MERGED) {
      // One chunk of the whole size never leaves an unusable rest between two steps.
      chunks.clear();
      chunks.add(new float[(int) capacity]);
    }
    spent.values().forEach(ArrayDeque::clear);
    chunk = 0;
    used = 0;
  }

  /** Number of floats held. */
  public long capacity() {
    long sum = 0;
    for (float[] array : chunks) {
      sum += array.length;
    }
    return sum;
  }
}
