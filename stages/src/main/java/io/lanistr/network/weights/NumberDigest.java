package io.lanistr.network.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 of texts and numbers: equal digests are equal contents. */
public final class NumberDigest {
  private static final int CHUNK = 1 << 14;

  private final MessageDigest sha;

  public NumberDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes in a text. */
  public NumberDigest add(String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Takes in numbers, bit by bit. */
  public NumberDigest add(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * Math.min(CHUNK, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.clear();
      bytes.asFloatBuffer().put(values, from, count);
      sha.update(bytes.array(), 0, Float.BYTES * count);
    }
    return this;
  }

  /** The digest in hexadecimal; the next one begins. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
