package io.lanistr.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.training.ImageAugmentation;
import io.lanistr.training.MultimodalMetadata;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureVariationTest {
  private static final int HEIGHT = 12;
  private static final int WIDTH = 16;
  private static final int ROWS = 400;
  private static final MultimodalMetadata.Image IMAGE =
      new MultimodalMetadata.Image(2, HEIGHT, WIDTH, List.of(0.0, 0.0), List.of(1.0, 1.0));

  @Test
  void mirrorsAboutHalfOfThePicturesExactly() {
    float[] picture = ramp();
    float[] mirrored = mirror(picture);
    PictureVariation variation = variation(1, true);
    int count = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] result = apply(variation, 0, row, 0, picture);
      boolean same = Arrays.equals(result, picture);
      assertTrue(same || Arrays.equals(result, mirrored), "row " + row);
      count += same ? 0 : 1;
    }
    assertEquals(ROWS / 2.0, count, ROWS * 0.1);
  }

  @Test
  void cutsKeepTheAreaAndAspectThatWereAskedFor() {
    double smallest = 1;
    double largest = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] cut = apply(variation(0.3, false), 3, row, 0, ramp());
      // Channel 0 is the column, channel 1 the line, so differences in the middle are the scales.
      int middle = HEIGHT / 2 * WIDTH + WIDTH / 2;
      double wide = cut[middle + 1] - cut[middle];
      double tall = cut[HEIGHT * WIDTH + middle + WIDTH] - cut[HEIGHT * WIDTH + middle];
      assertTrue(wide <= 1 + 1e-5 && tall <= 1 + 1e-5, "row " + row);
      assertTrue(wide / tall > 0.74 && wide / tall < 1.34, wide + " x " + tall);
      smallest = Math.min(smallest, wide * tall);
      largest = Math.max(largest, wide * tall);
      for (float value : Arrays.copyOf(cut, HEIGHT * WIDTH)) {
        assertTrue(value >= 0 && value <= WIDTH - 1, "outside of the picture: " + value);
      }
    }
    assertTrue(smallest > 0.25 && smallest < 0.35, "smallest area " + smallest);
    assertTrue(largest > 0.9, "largest area " + largest);
  }

  @Test
  void dependsOnSeedEpochRowAndPlaceOnly() {
    float[] picture = ramp();
    float[] first = apply(variation(0.5, true), 1, 7, 0, picture);
    assertArrayEquals(first, apply(variation(0.5, true), 1, 7, 0, picture));
    for (long[] other : new long[][] {{2, 7, 0}, {1, 8, 0}, {1, 7, 1}}) {
      float[] result =
          apply(variation(0.5, true), other[0], other[1], Math.toIntExact(other[2]), picture);
      assertTrue(!Arrays.equals(first, result), Arrays.toString(other));
    }
  }

  private static PictureVariation variation(double leastArea, boolean flip) {
    return new PictureVariation(new ImageAugmentation(leastArea, flip), 5, IMAGE);
  }

  private static float[] apply(
      PictureVariation variation, long epoch, long row, int number, float[] picture) {
    float[] result = new float[picture.length + 3];
    variation.apply(epoch, row, number, picture, result, 3);
    return Arrays.copyOfRange(result, 3, result.length);
  }

  /** Channel 0 holds each pixel's column, channel 1 its line. */
  private static float[] ramp() {
    float[] picture = new float[2 * HEIGHT * WIDTH];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        picture[y * WIDTH + x] = x;
        picture[(HEIGHT + y) * WIDTH + x] = y;
      }
    }
    return picture;
  }

  private static float[] mirror(float[] picture) {
    float[] mirrored = new float[picture.length];
    for (int i = 0; i < picture.length; i++) {
      mirrored[i / WIDTH * WIDTH + WIDTH - 1 - i % WIDTH] = picture[i];
    }
    return mirrored;
  }
}
