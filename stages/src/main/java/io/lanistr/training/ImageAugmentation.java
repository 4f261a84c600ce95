package io.lanistr.training;

import java.io.Serializable;

/**
 * How pictures vary from epoch to epoch in training, as the datasets of the official implementation
 * do it: a part of the picture, cut at random and resized to the whole, and its mirror image.
 *
 * @param leastArea smallest share of a picture's area that a cut keeps, in (0, 1]; 1 for no cutting
 * @param flip whether every other picture, on average, is mirrored left to right
 */
public record ImageAugmentation(double leastArea, boolean flip) implements Serializable {
  /** Pictures as they are. */
  public static final ImageAugmentation NONE = new ImageAugmentation(1, false);

  public ImageAugmentation {
    if (!(leastArea > 0 && leastArea <= 1)) {
      throw new IllegalArgumentException(
          "the smallest share of a picture to keep must be in (0, 1]: " + leastArea);
    }
  }

  /** Whether pictures change at all. */
  public boolean changes() {
    return flip || leastArea < 1;
  }
}
