package io.lanistr.pipeline.data.table;

import io.lanistr.pipeline.data.packages.Sha256;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The two parts of a data set. */
public enum Split {
  /** For training and for choices. */
  TRAIN,
  /** For the final figures only. */
  TEST;

  private static final String SALT = "lanistr-demo-1";
  private static final double TWO_TO_64 = 0x1.0p64;

  /** What the {@code split} column says. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split whose column value is {@code value}. */
  static Split ofColumnValue(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  /** Puts about {@code testShare} of all keys into the test part; always the same ones. */
  public static Split ofKey(String key, double testShare) {
    return uniform(SALT, key) < testShare ? TEST : TRAIN;
  }

  /** A number in [0, 1) that depends on nothing but the salt and the key. */
  public static double uniform(String salt, String key) {
    long bits = ByteBuffer.wrap(Sha256.of(salt + "|" + key)).getLong();
    return unsignedToDouble(bits) / TWO_TO_64;
  }

  private static double unsignedToDouble(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // Halving keeps the last bit sticky, so that the conversion still rounds correctly.
    return 2.0 * (double) ((bits >>> 1) | (bits & 1));
  }
}
