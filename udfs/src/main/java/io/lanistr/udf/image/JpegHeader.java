package io.lanistr.udf.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The facts of a JPEG file that ImageIO does not tell (ITU-T T.81 annex B, Adobe's APP14, Exif
 * 2.3).
 *
 * @param components of the first frame; 0 when there is none
 * @param adobe whether Adobe's APP14 marker is present: then CMYK is stored inverted
 * @param adobeTransform Adobe's colour transform: 0 none, 1 YCbCr, 2 YCCK
 * @param orientation Exif orientation 1..8; 1 when absent
 */
record JpegHeader(int components, boolean adobe, int adobeTransform, int orientation) {
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int START_OF_SCAN = 0xda;

  static boolean isJpeg(byte[] data) {
    return data.length > 2 && (data[0] & 0xff) == 0xff && (data[1] & 0xff) == 0xd8;
  }

  static JpegHeader read(byte[] data) {
    int components = 0;
    boolean adobe = false;
    int transform = 0;
    int orientation = 1;
    int at = 2;
    while (at + 4 <= data.length && (data[at] & 0xff) == 0xff) {
      int marker = data[at + 1] & 0xff;
      if (marker == 0xff) { // fill byte
        at++;
        continue;
      }
      int length = ((data[at + 2] & 0xff) << 8) | (data[at + 3] & 0xff);
      int body = at + 4;
      int end = at + 2 + length;
      if (marker == START_OF_SCAN || length < 2 || end > data.length) {
        break;
      }
      if (isFrame(marker) && length >= 8) {
        components = data[body + 5] & 0xff;
      } else if (marker == APP14 && length >= 14 && startsWith(data, body, "Adobe")) {
        adobe = true;
        transform = data[body + 11] & 0xff;
      } else if (marker == APP1 && length > 8 && startsWith(data, body, "Exif\0\0")) {
        orientation = orientation(ByteBuffer.wrap(data, body + 6, end - body - 6).slice());
      }
      at = end;
    }
    return new JpegHeader(components, adobe, transform, orientation);
  }

  /** SOF0..SOF15 without DHT (c4), JPG (c8) and DAC (cc). */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static boolean startsWith(byte[] data, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (data[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The orientation tag of the first TIFF directory; 1 when it is missing or malformed. */
  private static int orientation(ByteBuffer tiff) {
    try {
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      tiff.position(tiff.getInt(4));
      int entries = tiff.getShort() & 0xffff;
      for (int i = 0; i < entries; i++) {
        int entry = tiff.position();
        if (tiff.getShort(entry) == 0x0112) {
          int value = tiff.getShort(entry + 8);
          return value >= 1 && value <= 8 ? value : 1;
        }
        tiff.position(entry + 12);
      }
      return 1;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return 1; // a broken tag does not make a picture undecodable
    }
  }
}
