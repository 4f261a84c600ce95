package io.lanistr.training.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What an item holds, as 128 bits of its SHA-256: equal items have equal digests, wherever they
 * are. Holds scratch memory: one a thread.
 */
public final class ItemDigest {
  private static final int BUFFER = 1 << 12;
  private static final int LENGTH = 32;

  private final MessageDigest sha;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] result = new byte[LENGTH];
  private final ByteBuffer words = ByteBuffer.wrap(result);

  public ItemDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Takes a text's token ids. */
  void of(int[] tokens, int count) {
    for (int i = 0; i < count; i++) {
      room();
      buffer.putInt(tokens[i]);
    }
    finish();
  }

  /** Takes numbers: a series or a table row. */
  void of(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      room();
      buffer.putInt(Float.floatToRawIntBits(values[i]));
    }
    finish();
  }

  /** Takes an image's bytes. */
  void of(byte[] pixels) {
    sha.update(pixels);
    finish();
  }

  /** The first half of the last item's digest. */
  long high() {
    return words.getLong(0);
  }

  /** The second half. */
  long low() {
    return words.getLong(8);
  }

  private void room() {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
  }

  private void flush() {
    sha.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  private void finish() {
    flush();
    try {
      sha.digest(result, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has " + LENGTH + " bytes", e);
    }
  }
}
