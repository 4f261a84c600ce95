package io.lanistr.udf.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.udf.Vectors;
import org.junit.jupiter.api.Test;

class ImageTensorTest {

  @Test
  void resizesAsPillowsAntialiasedBilinearFilter() {
    for (JsonNode c : Vectors.read("images.json").get("resized")) {
      int channels = c.get("channels").asInt();
      int[] from = Vectors.ints(c.get("from"));
      int[] to = Vectors.ints(c.get("to"));
      byte[] samples = Vectors.bytes(c.get("samples"));
      byte[] planar =
          ImageTensor.planar(
              new PixelImage(from[0], from[1], channels, samples), channels, to[0], to[1]);
      int[] expected = Vectors.ints(c.get("expected")); // [height, width, channels]
      for (int i = 0; i < expected.length; i++) {
        int at = i % channels * to[0] * to[1] + i / channels;
        assertEquals(expected[i], planar[at] & 0xff, 1, from[0] + "x" + from[1] + " at " + i);
      }
    }
  }

  @Test
  void greyIsTheLumaOfColour() {
    JsonNode c = Vectors.read("images.json").get("luma").get(0);
    byte[] rgb = Vectors.bytes(c.get("rgb"));
    assertArrayEquals(
        Vectors.bytes(c.get("grey")), new PixelImage(5, 7, 3, rgb).withChannels(1).data());
  }

  @Test
  void channelsComeFirst() {
    PixelImage image = new PixelImage(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new byte[] {1, 4, 2, 5, 3, 6}, ImageTensor.planar(image, 3, 1, 2));
  }

  @Test
  void extremeAspectRatioNeedsNoGreatMemory() {
    byte[] planar =
        ImageTensor.planar(new PixelImage(8_000_000, 1, 1, new byte[8_000_000]), 1, 8, 512);
    assertEquals(8 * 512, planar.length);
  }

  @Test
  void sparkImageIsTurnedFromBlueGreenRed() {
    PixelImage bgr = ImageTensor.ofSparkImage(1, 1, 3, new byte[] {3, 2, 1});
    assertArrayEquals(new byte[] {1, 2, 3}, bgr.data());
    PixelImage clear = ImageTensor.ofSparkImage(1, 1, 4, new byte[] {3, 2, 1, 0});
    assertArrayEquals(new byte[] {-1, -1, -1}, clear.data());
  }

  @Test
  void sparkImageThatSparkCouldNotDecodeIsUndecodable() {
    assertEquals(
        "Spark's image source could not decode the image",
        assertThrows(
                UndecodableImageException.class,
                () -> ImageTensor.ofSparkImage(-1, -1, -1, new byte[0]))
            .getMessage());
    assertEquals(
        "image struct of 2 x 2 pixels and 3 channels (1, 3 or 4 wanted) has 5 bytes",
        assertThrows(
                UndecodableImageException.class,
                () -> ImageTensor.ofSparkImage(2, 2, 3, new byte[5]))
            .getMessage());
  }
}
