package io.lanistr.tensor;

import java.util.Arrays;

/**
 * Records the operations of one forward pass and runs their backward steps in reverse (reverse-mode
 * differentiation). Holds the step's memory. Not thread-safe: one tape per replica.
 */
public final class Tape {
  private final Arena arena;
  private final Backend backend;
  private Tensor[] outputs = new Tensor[256];
  private Backward[] steps = new Backward[256];
  private int count;
  private boolean recording = true;
  private float[][] scratch = new float[0][];

  public Tape(Arena arena) {
    this(arena, Backend.current());
  }

  public Tape(Arena arena, Backend backend) {
    this.arena = arena;
    this.backend = backend;
  }

  public Backend backend() {
    return backend;
  }

  public Arena arena() {
    return arena;
  }

  /** A constant from the arena; its values are undefined until written. */
  public Tensor allocate(int rows, int cols) {
    return arena.allocate(rows, cols);
  }

  /**
   * The output of an operation; its values are undefined until written.
   *
   * @param requiresGrad whether any input requires a gradient; ignored while not recording
   */
  public Tensor output(int rows, int cols, boolean requiresGrad) {
    return arena.allocate(rows, cols, requiresGrad && recording);
  }

  /**
   * Remembers how to propagate the gradient of {@code output}. Nothing is remembered if the output
   * requires no gradient, and the step is skipped if no gradient has reached the output.
   */
  public void record(Tensor output, Backward step) {
    if (!output.requiresGrad()) {
      return;
    }
    if (count == steps.length) {
      steps = Arrays.copyOf(steps, 2 * count);
      outputs = Arrays.copyOf(outputs, 2 * count);
    }
    outputs[count] = output;
    steps[count++] = step;
  }

  /** The gradient array of a tensor that requires one; starts at {@link Tensor#gradOffset}. */
  public float[] gradOf(Tensor tensor) {
    Tensor root = tensor.root();
    if (root.grad() == null) {
      if (!root.requiresGrad()) {
        throw new IllegalArgumentException(tensor + " requires no gradient");
      }
      arena.allocateGradient(root);
      Arrays.fill(root.grad(), root.gradOffset(), root.gradOffset() + root.size(), 0f);
    }
    return root.grad();
  }

  /**
   * Like {@link #gradOf}, for operations that reach every element: where this returns true the
   * gradient is new and holds garbage, to be overwritten rather than added to. Saves two passes
   * over memory.
   */
  boolean startGrad(Tensor tensor) {
    if (tensor.root() != tensor || tensor.grad() != null || !tensor.requiresGrad()) {
      gradOf(tensor);
      return false;
    }
    arena.allocateGradient(tensor);
    return true;
  }

  /**
   * Runs all backward steps for the scalar {@code loss}; gradients of parameters accumulate. Those
   * of outputs are gone afterwards: their memory is used again on the way.
   */
  public void backward(Tensor loss) {
    loss.scalar();
    if (loss.requiresGrad()) {
      gradOf(loss)[loss.gradOffset()] += 1f;
      for (int i = count - 1; i >= 0; i--) {
        if (outputs[i].grad() != null) {
          steps[i].run();
          arena.recycleGradient(outputs[i]);
        }
      }
    }
  }

  /**
   * Arrays of at least {@code length} floats, reused by the next call. Kernels copy rows into them:
   * the JIT vectorises only loops in which all arrays share their offset, here 0.
   */
  float[][] scratch(int count, int length) {
    if (scratch.length < count || (count > 0 && scratch[0].length < length)) {
      int longest = Math.max(length, scratch.length == 0 ? 0 : scratch[0].length);
      scratch = new float[Math.max(count, scratch.length)][longest];
    }
    return scratch;
  }

  /** Switches recording off (inference) or on; outputs made while off require no gradient. */
  public void recording(boolean on) {
    recording = on;
  }

  public boolean recording() {
    return recording;
  }

  /** Forgets all steps and takes the memory back; all tensors of this tape become invalid. */
  public void reset() {
    Arrays.fill(outputs, 0, count, null);
    Arrays.fill(steps, 0, count, null);
    count = 0;
    arena.reset();
  }
}
