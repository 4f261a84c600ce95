package io.lanistr.udf.image;

import java.io.Serializable;

/**
 * What a picture may cost before it is refused, checked before any pixel is decoded.
 *
 * @param maxBytes greatest length of the encoded picture
 * @param maxPixels greatest width x height announced by its header
 */
public record ImageLimits(int maxBytes, long maxPixels) implements Serializable {
  /** 64 MiB encoded, 40 million pixels. */
  public static final ImageLimits DEFAULT = new ImageLimits(64 << 20, 40_000_000L);

  public ImageLimits {
    if (maxBytes <= 0 || maxPixels <= 0) {
      throw new IllegalArgumentException(
          "image limits must be positive, got maxBytes=" + maxBytes + ", maxPixels=" + maxPixels);
    }
  }
}
