package io.lanistr.pipeline.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files of 8-bit pictures, without any conversion of colours. */
public final class Png {

  private Png() {}

  /** Encodes grey or colour pixels. */
  public static byte[] encode(Pixels pixels) {
    if (pixels.channels() == 4) {
      throw new IllegalArgumentException("lay the picture over a background before encoding it");
    }
    int type = pixels.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), type);
    WritableRaster raster = image.getRaster();
    int[] samples = new int[pixels.data().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixels.data()[i] & 0xff;
    }
    raster.setPixels(0, 0, pixels.width(), pixels.height(), samples);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalStateException("this Java runtime has no PNG encoder");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode a picture of " + pixels.width() + " pixels", e);
    }
    return out.toByteArray();
  }

  /** The samples of a grey or colour PNG as they are stored; 1, 3 or 4 channels. */
  public static Pixels decode(byte[] png) {
    // BufferedImage.getRGB would bend grey values to another gamma: read the raster itself.
    Raster raster = read(png).getRaster();
    int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    byte[] data = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      data[i] = (byte) samples[i];
    }
    return new Pixels(raster.getWidth(), raster.getHeight(), raster.getNumBands(), data);
  }

  /** A colour PNG, with a palette or not, as red, green, blue and opacity. */
  public static Pixels decodeWithOpacity(byte[] png) {
    BufferedImage image = read(png);
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getColorModel().getNumComponents() < 3) {
      throw new IllegalArgumentException("a colour PNG expected, got a grey one");
    }
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] data = new byte[argb.length * 4];
    for (int i = 0; i < argb.length; i++) {
      data[4 * i] = (byte) (argb[i] >> 16);
      data[4 * i + 1] = (byte) (argb[i] >> 8);
      data[4 * i + 2] = (byte) argb[i];
      data[4 * i + 3] = (byte) (argb[i] >>> 24);
    }
    return new Pixels(width, height, 4, data);
  }

  private static BufferedImage read(byte[] png) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException e) {
      throw new UncheckedIOException("broken PNG of " + png.length + " bytes", e);
    } finally {
      reader.dispose();
    }
  }
}
