package io.lanistr.training.optimizer;

import io.lanistr.network.weights.Part;

/**
 * Gradual unfreezing: the parts nearest to the labels learn first, those below join one after
 * another (Howard and Ruder, arXiv:1801.06146, section 3.3).
 *
 * @param everyEpochs epochs after which the next part joins; 0: all learn from the start
 */
public record Unfreezing(int everyEpochs) {
  private static final int STAGES = 4;

  /** The first epoch, from 0, in which a part learns. */
  public int firstEpoch(Part part) {
    return everyEpochs * stage(part);
  }

  /** The first epoch in which everything learns. */
  public int complete() {
    return everyEpochs * (STAGES - 1);
  }

  private static int stage(Part part) {
    return switch (part) {
      case HEADS -> 0;
      case FUSION -> 1;
      case PROJECTIONS -> 2;
      case TEXT, IMAGE, SERIES, TABLE -> STAGES - 1;
    };
  }
}
