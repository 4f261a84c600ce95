package io.lanistr.network.config;

/** What the head on the fused row is to say, and by which loss it learns that. */
public sealed interface TargetLoss {
  /** Cross entropy of classes that exclude one another. */
  TargetLoss CROSS_ENTROPY = new Classes(0, 0);

  /** Whether targets are numbers, one an output, rather than the index of a class. */
  boolean takesNumbers();

  /**
   * One of several classes: cross entropy of a softmax.
   *
   * @param labelSmoothing share of each label that is spread over all classes, in [0, 1)
   * @param focalGamma how much less rows count that are classified well; 0: not at all
   */
  record Classes(float labelSmoothing, float focalGamma) implements TargetLoss {
    public Classes {
      Checks.probability("labelSmoothing", labelSmoothing);
      Checks.notNegative("focalGamma", focalGamma);
      if (labelSmoothing > 0 && focalGamma > 0) {
        throw new IllegalArgumentException(
            "label smoothing and the focal loss contradict each other: one keeps probabilities from"
                + " the extremes, the other drives them there; set one of them to 0");
      }
    }

    @Override
    public boolean takesNumbers() {
      return false;
    }
  }

  /** Any number of labels, each there or not: binary cross entropy of each. */
  record Labels() implements TargetLoss {
    @Override
    public boolean takesNumbers() {
      return true;
    }
  }

  /**
   * Numbers.
   *
   * @param huberDelta error from which the loss grows linearly (Huber); 0: squared error
   */
  record Numbers(float huberDelta) implements TargetLoss {
    public Numbers {
      Checks.notNegative("huberDelta", huberDelta);
    }

    @Override
    public boolean takesNumbers() {
      return true;
    }
  }
}
