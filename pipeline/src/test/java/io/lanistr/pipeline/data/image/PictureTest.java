package io.lanistr.pipeline.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.data.packages.Sha256;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected hashes are of Pillow's pixels: SHA-256 of {@code numpy.asarray(image).tobytes()}. */
class PictureTest {

  /**
   * In NumPy: {@code y, x, k = mgrid[0:height, 0:width, 0:channels]; ((x*x*7 + y*13 + k*50 + x*y) %
   * 256).astype(uint8)}.
   */
  private static Pixels pattern(int width, int height, int channels) {
    byte[] data = new byte[width * height * channels];
    for (int i = 0; i < data.length; i++) {
      int k = i % channels;
      int x = i / channels % width;
      int y = i / channels / width;
      data[i] = (byte) (x * x * 7 + y * 13 + k * 50 + x * y);
    }
    return new Pixels(width, height, channels, data);
  }

  // Image.fromarray(pattern).resize((32, 32), Image.BILINEAR), Pillow 12
  @ParameterizedTest
  @CsvSource({
    "48,48,3,9383a0030dad1a30c02f579a3891cdedcd5d68ba57bfc6f7d9d91923c1e7c158",
    "20,20,3,551aa7438dcfea3bfb9f707f5f06e0bd07b8d33d9949d446740d950a5d1204af",
    "32,64,3,dfb89738caf0d1fef8822e164bee269539b9d89cc909bc4f4c4fcc7fdce25b29",
    "96,40,3,80bd640f16ffc3140c98981c148456225beb4542eb4549ce8d98b7b48fe0ff7f",
    "50,30,1,103e6a9e64a64301b5bc94e7210782b774131d661f1144d9584fde78e6221608"
  })
  void resizedPixelsAreThoseOfPillow(int width, int height, int channels, String sha256) {
    Pixels resized = BilinearResize.resize(pattern(width, height, channels), 32, 32);
    assertEquals(32, resized.width());
    assertEquals(32, resized.height());
    assertEquals(sha256, Sha256.hex(resized.data()));
  }

  @Test
  void aPictureOfTheWantedSizeStaysAsItIs() {
    Pixels picture = pattern(32, 32, 3);
    assertSame(picture, BilinearResize.resize(picture, 32, 32));
  }

  @Test
  void flatPicturesStayFlat() {
    byte[] flat = new byte[7 * 90];
    Arrays.fill(flat, (byte) 201);
    for (byte value : BilinearResize.resize(new Pixels(7, 90, 1, flat), 13, 5).data()) {
      assertEquals((byte) 201, value);
    }
  }

  // white = Image.new("RGBA", (32, 32), (255,)*4)
  // white.alpha_composite(Image.fromarray(pattern), (4, 0)); white.convert("RGB")
  @Test
  void blendingWithWhiteIsThatOfPillow() {
    Pixels square = OverWhite.square(pattern(24, 32, 4));
    assertEquals(
        "8312368c579f908120747d2a10b4d5ab2ef9671f38645f0dcbf787754ee3d87c",
        Sha256.hex(square.data()));
  }

  @Test
  void onlyPicturesWithAnOpaquePixelAreVisible() {
    byte[] data = new byte[2 * 2 * 4];
    data[0] = 9;
    assertFalse(OverWhite.isVisible(new Pixels(2, 2, 4, data)));
    data[15] = 1;
    assertTrue(OverWhite.isVisible(new Pixels(2, 2, 4, data)));
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void everyValueSurvivesEncoding(int channels) {
    byte[] data = new byte[256 * channels];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    Pixels picture = new Pixels(32, 8, channels, data);
    Pixels decoded = Png.decode(Png.encode(picture));
    assertEquals(channels, decoded.channels());
    assertEquals(32, decoded.width());
    assertArrayEquals(data, decoded.data());
  }

  // Image.fromarray(array([[0, 1, 100, 128, 254, 255]], uint8)), saved by Pillow
  @Test
  void greyValuesAreReadAsStored() {
    String png =
        "iVBORw0KGgoAAAANSUhEUgAAAAYAAAABCAAAAADYooAsAAAAD0lEQVR4nGNgYExp+PcfAAYXAuPPFn3eAAAAAElF"
            + "TkSuQmCC";
    Pixels picture = Png.decode(Base64.getDecoder().decode(png));
    assertArrayEquals(new byte[] {0, 1, 100, (byte) 128, (byte) 254, (byte) 255}, picture.data());
  }

  // Three pixels of the palette (255,0,0) (10,20,30) (0,0,255) with opacities 0, 128, 255
  @Test
  void palettesWithOpacityAreRead() {
    String png =
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEX/AAAKFB4AAP9jEziOAAAAA3RSTlMAgP/s"
            + "97MYAAAACklEQVR4nGOQAAAAGgAZLYj0NgAAAABJRU5ErkJggg==";
    Pixels picture = Png.decodeWithOpacity(Base64.getDecoder().decode(png));
    byte[] expected = {(byte) 255, 0, 0, 0, 10, 20, 30, (byte) 128, 0, 0, (byte) 255, (byte) 255};
    assertArrayEquals(expected, picture.data());
  }

  @Test
  void croppingTakesTheNamedPart() {
    Pixels part = pattern(10, 9, 3).crop(4, 2, 3, 5);
    assertEquals(3, part.width());
    assertEquals(pattern(10, 9, 3).at(6, 6, 2), part.at(2, 4, 2));
  }

  @Test
  void brokenPicturesAreRefused() {
    assertThrows(UncheckedIOException.class, () -> Png.decode(new byte[] {1, 2, 3}));
    assertThrows(IllegalArgumentException.class, () -> Png.encode(pattern(2, 2, 4)));
    assertThrows(IllegalArgumentException.class, () -> new Pixels(2, 2, 3, new byte[11]));
  }
}
