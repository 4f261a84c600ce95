package io.lanistr.udf.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG, JPEG, GIF and BMP bytes to {@link PixelImage}.
 *
 * <p>The header's size is checked before any pixel is decoded. Transparent pixels are composed on
 * white; 16-bit samples are scaled to 8; CMYK and YCCK become RGB; of an animation the first frame
 * counts; the Exif orientation is applied. Embedded colour profiles are ignored, samples are taken
 * as they are stored.
 */
public final class ImageDecoder {
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private ImageDecoder() {}

  /**
   * Decodes one picture.
   *
   * @throws UndecodableImageException when the bytes are no such picture, or over a limit
   */
  public static PixelImage decode(byte[] encoded, ImageLimits limits) {
    if (encoded.length > limits.maxBytes()) {
      throw new UndecodableImageException(
          "image has %d bytes, more than the limit of %d (maxBytes)"
              .formatted(encoded.length, limits.maxBytes()));
    }
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      ImageReader reader = readerFor(stream, encoded);
      try {
        reader.setInput(stream, true, true);
        checkSize(reader.getWidth(0), reader.getHeight(0), limits);
        return read(reader, encoded);
      } finally {
        reader.dispose();
      }
    } catch (UndecodableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // ImageIO's readers answer malformed input with many kinds of unchecked exceptions.
      throw new UndecodableImageException(
          "image of %d bytes is broken: %s".formatted(encoded.length, reason(e)), e);
    }
  }

  private static ImageReader readerFor(ImageInputStream stream, byte[] encoded) throws IOException {
    for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext(); ) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    byte[] head = Arrays.copyOf(encoded, Math.min(encoded.length, 8));
    throw new UndecodableImageException(
        "image of %d bytes is no PNG, JPEG, GIF or BMP (it starts with %s)"
            .formatted(encoded.length, HexFormat.ofDelimiter(" ").formatHex(head)));
  }

  private static void checkSize(int width, int height, ImageLimits limits) {
    if ((long) width * height > limits.maxPixels()) {
      throw new UndecodableImageException(
          "image is %d x %d pixels, more than the limit of %d pixels (maxPixels)"
              .formatted(width, height, limits.maxPixels()));
    }
  }

  private static PixelImage read(ImageReader reader, byte[] encoded) throws IOException {
    if (!JpegHeader.isJpeg(encoded)) {
      return toPixels(reader.read(0));
    }
    JpegHeader header = JpegHeader.read(encoded);
    PixelImage image =
        header.components() == 4
            ? Cmyk.toRgb(reader.readRaster(0, null), header)
            : toPixels(reader.read(0));
    return Orientation.upright(image, header.orientation());
  }

  private static PixelImage toPixels(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int type = model.getTransferType();
    boolean bands =
        model instanceof ComponentColorModel
            && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    return bands ? fromBands(image.getRaster(), model) : fromArgb(image);
  }

  /** Samples as stored: {@code getRGB} would apply a gamma to grey ones. */
  private static PixelImage fromBands(Raster raster, ColorModel model) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    int channels = model.getNumColorComponents() == 1 ? 1 : 3;
    boolean alpha = model.hasAlpha();
    int max = (1 << model.getComponentSize(0)) - 1;
    byte[] out = new byte[height * width * channels];
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int opacity = alpha ? to8(row[x * bands + bands - 1], max) : 255;
        for (int c = 0; c < channels; c++) {
          out[at++] = onWhite(to8(row[x * bands + c], max), opacity);
        }
      }
    }
    return new PixelImage(height, width, channels, out);
  }

  private static PixelImage fromArgb(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] out = new byte[height * width * 3];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        int opacity = argb >>> 24;
        out[at++] = onWhite(argb >> 16 & 0xff, opacity);
        out[at++] = onWhite(argb >> 8 & 0xff, opacity);
        out[at++] = onWhite(argb & 0xff, opacity);
      }
    }
    PixelImage rgb = new PixelImage(height, width, 3, out);
    return rgb.isGrey() ? rgb.withChannels(1) : rgb;
  }

  private static int to8(int sample, int max) {
    return max == 255 ? sample : (sample * 255 + max / 2) / max;
  }

  private static byte onWhite(int sample, int opacity) {
    return (byte) ((sample * opacity + 255 * (255 - opacity) + 127) / 255);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
