package io.lanistr.tensor;

/** Adds the gradient of one operation's output to the gradients of its inputs. */
@FunctionalInterface
public interface Backward {
  void run();
}
