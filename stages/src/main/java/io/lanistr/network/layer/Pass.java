package io.lanistr.network.layer;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * One run of a network over a batch.
 *
 * @param tape records the operations
 * @param training whether dropout is on and batch statistics are used
 * @param traceOrNull sees intermediate values
 */
public record Pass(Tape tape, boolean training, Trace traceOrNull) {

  /** Whether somebody looks at intermediate values; then nothing is left out to save time. */
  public boolean tracing() {
    return traceOrNull != null;
  }

  /** Shows an intermediate value, if somebody looks. */
  public void trace(String name, Tensor value) {
    if (traceOrNull != null) {
      traceOrNull.put(name, value);
    }
  }

  /** The same with {@code prefix} in front of all names. */
  public Pass within(String prefix) {
    return traceOrNull == null
        ? this
        : new Pass(tape, training, (name, value) -> traceOrNull.put(prefix + name, value));
  }

  /** The same in another mode. */
  public Pass training(boolean on) {
    return on == training ? this : new Pass(tape, on, traceOrNull);
  }
}
