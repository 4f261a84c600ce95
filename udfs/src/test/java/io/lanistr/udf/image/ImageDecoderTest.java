package io.lanistr.udf.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.udf.Vectors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ImageDecoderTest {

  @TestFactory
  List<DynamicTest> decodesAsPillowDoes() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : Vectors.read("images.json").get("decoded")) {
      tests.add(DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }
    return tests;
  }

  private static void check(JsonNode c) throws IOException {
    PixelImage image = ImageDecoder.decode(c.get("encoded").binaryValue(), ImageLimits.DEFAULT);
    assertEquals(c.get("height").asInt(), image.height());
    assertEquals(c.get("width").asInt(), image.width());
    byte[] expected = Vectors.bytes(c.get("samples"));
    byte[] got = image.withChannels(c.get("channels").asInt()).data();
    assertEquals(expected.length, got.length);
    for (int i = 0; i < got.length; i++) {
      assertEquals(expected[i] & 0xff, got[i] & 0xff, c.get("tolerance").asInt(), "sample " + i);
    }
  }

  @Test
  void announcedSizeIsCheckedBeforePixelsAreDecoded() throws IOException {
    byte[] png = png(64, 64);
    // The width in IHDR: a bomb announces far more pixels than it has data for.
    png[16] = 0;
    png[17] = 1;
    assertFails(
        "image is 65600 x 64 pixels, more than the limit of 1000000 pixels (maxPixels)",
        png,
        new ImageLimits(1 << 20, 1_000_000));
  }

  @Test
  void encodedLengthIsLimited() throws IOException {
    byte[] png = png(8, 8);
    assertFails(
        "image has %d bytes, more than the limit of 20 (maxBytes)".formatted(png.length),
        png,
        new ImageLimits(20, 1000));
  }

  @Test
  void otherFormatsAreRefusedWithTheirFirstBytes() {
    assertFails(
        "image of 5 bytes is no PNG, JPEG, GIF or BMP (it starts with 68 65 6c 6c 6f)",
        new byte[] {'h', 'e', 'l', 'l', 'o'},
        ImageLimits.DEFAULT);
    assertFails(
        "image of 0 bytes is no PNG, JPEG, GIF or BMP (it starts with )",
        new byte[0],
        ImageLimits.DEFAULT);
  }

  @Test
  void truncatedPictureIsBroken() throws IOException {
    byte[] png = png(64, 64);
    byte[] half = Arrays.copyOf(png, 40);
    String message =
        assertThrows(
                UndecodableImageException.class,
                () -> ImageDecoder.decode(half, ImageLimits.DEFAULT))
            .getMessage();
    assertTrue(message.startsWith("image of 40 bytes is broken: "), message);
  }

  @Test
  void everyCutAndFlippedPictureIsDecodedOrRefusedButNothingElse() throws IOException {
    for (JsonNode c : Vectors.read("images.json").get("decoded")) {
      byte[] encoded = c.get("encoded").binaryValue();
      for (int i = 0; i < encoded.length; i += 3) {
        decodeOrRefuse(Arrays.copyOf(encoded, i));
        byte[] flipped = encoded.clone();
        flipped[i] ^= (byte) 0xff;
        decodeOrRefuse(flipped);
      }
    }
  }

  private static void decodeOrRefuse(byte[] encoded) {
    try {
      PixelImage image = ImageDecoder.decode(encoded, new ImageLimits(1 << 20, 1 << 20));
      assertTrue(image.height() > 0);
    } catch (UndecodableImageException e) {
      assertTrue(e.getMessage().startsWith("image "), e.getMessage());
    }
  }

  @Test
  void greyOfThreeChannelsIsRecognised() {
    assertTrue(new PixelImage(1, 2, 3, new byte[] {1, 1, 1, -3, -3, -3}).isGrey());
    assertTrue(!new PixelImage(1, 2, 3, new byte[] {1, 1, 1, -3, -3, 3}).isGrey());
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  private static void assertFails(String message, byte[] encoded, ImageLimits limits) {
    assertEquals(
        message,
        assertThrows(UndecodableImageException.class, () -> ImageDecoder.decode(encoded, limits))
            .getMessage());
  }
}
