package io.lanistr.network.branch;

import io.lanistr.network.layer.Pass;
import io.lanistr.tensor.L2Normalize;
import io.lanistr.tensor.Tensor;

/** What a projected token is divided by before the fusion. */
public enum Normalization {
  /** Its Euclidean norm. */
  TOKEN,
  /** Each feature by its norm over the tokens of the row, as the official code has it. */
  SEQUENCE,
  /** Each element by its own magnitude, as the official code has it for fine-tuned text. */
  ELEMENT;

  Tensor apply(Pass pass, Tensor x, Groups groups) {
    return switch (this) {
      case TOKEN -> L2Normalize.rows(pass.tape(), x);
      case SEQUENCE ->
          L2Normalize.segments(pass.tape(), x, groups.starts(), groups.halves() * groups.count());
      case ELEMENT -> ElementNormalize.apply(pass.tape(), x);
    };
  }
}
