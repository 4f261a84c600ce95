package io.lanistr.pipeline.data.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code .npy} files that hold one pickled object: a 0-dimensional array of element type
 * object. Format: NumPy Enhancement Proposal 1, versions 1.0 to 3.0.
 */
public final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private NpyFile() {}

  /**
   * The object in the file; values are those of {@link PickleReader}.
   *
   * @throws PickleFormatException when the file is not such a file or its pickle is refused
   */
  public static Object readObject(byte[] file, PickleLimits limits) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (file.length < 12) {
      throw new PickleFormatException("not an npy file: only " + file.length + " bytes");
    }
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new PickleFormatException("not an npy file: it does not start with the magic string");
    }
    int version = in.get();
    in.get();
    int headerBytes = version == 1 ? in.getShort() & 0xffff : in.getInt();
    if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES || headerBytes > in.remaining()) {
      throw new PickleFormatException("npy header of " + headerBytes + " bytes");
    }
    byte[] header = new byte[headerBytes];
    in.get(header);
    String text = new String(header, StandardCharsets.ISO_8859_1).replace(" ", "");
    if (!text.contains("'descr':'|O'") || !text.contains("'shape':()")) {
      throw new PickleFormatException("npy file of one object expected, its header is " + text);
    }
    Object value = PickleReader.read(in, limits);
    if (!(value instanceof List<?> only) || only.size() != 1) {
      throw new PickleFormatException("npy file of one object expected, it holds more or fewer");
    }
    return only.get(0);
  }
}
