package io.lanistr.network.weights;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Reads a safetensors file tensor by tensor, in the order of its data, from a stream of any file
 * system. The file is data only: nothing in it is executed or instantiated.
 *
 * <p>Layout: 8 bytes little-endian header length, a JSON header {@code {name: {dtype, shape,
 * data_offsets}}}, then the data, row-major and little-endian, without gaps.
 */
public final class SafetensorsReader implements Closeable {
  /** The format's own limit of a header. */
  public static final int HEADER_LIMIT = 100_000_000;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final String source;
  private final SafetensorsHeader.Parsed header;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private boolean pending;

  /**
   * @param source name of the file, for messages
   */
  public SafetensorsReader(InputStream in, String source) {
    this.in = in;
    this.source = source;
    long length = ByteBuffer.wrap(bytes(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > HEADER_LIMIT) {
      throw new IllegalArgumentException(
          source + " is not a safetensors file: its header would have " + length + " bytes");
    }
    this.header = SafetensorsHeader.parse(bytes((int) length), source);
  }

  /** All tensors of the file, in the order of their data. */
  public List<TensorInfo> tensors() {
    return List.copyOf(header.tensors());
  }

  /** The free-form strings of the header. */
  public Map<String, String> metadata() {
    return Map.copyOf(header.metadata());
  }

  /** Moves to the next tensor; null at the end. The data of the one before is skipped if unread. */
  public TensorInfo next() {
    if (pending) {
      skip(current());
    }
    pending = next < header.tensors().size();
    return pending ? header.tensors().get(next++) : null;
  }

  private TensorInfo current() {
    return header.tensors().get(next - 1);
  }

  private TensorInfo take() {
    if (!pending) {
      throw new IllegalStateException("call next() before reading data");
    }
    pending = false;
    return current();
  }

  /** The current tensor's values converted to float, written from {@code offset} on. */
  public void readFloats(float[] target, int offset) {
    TensorInfo info = take();
    if (offset < 0 || offset > target.length - info.size()) {
      throw new IllegalArgumentException(
          source + ": " + info.name() + " has " + info.size() + " values, too many for the target");
    }
    int width = info.type().bytes();
    int done = 0;
    while (done < info.size()) {
      int count = Math.min(info.size() - done, BUFFER / width);
      ByteBuffer bytes = fill(count * width);
      for (int i = 0; i < count; i++) {
        target[offset + done + i] = floatAt(bytes, i, info.type());
      }
      done += count;
    }
  }

  /** The current tensor's values as floats. */
  public float[] readFloats() {
    float[] values = new float[current().size()];
    readFloats(values, 0);
    return values;
  }

  /** The current tensor's values as integers; booleans become 0 and 1. */
  public long[] readLongs() {
    TensorInfo info = take();
    long[] values = new long[info.size()];
    int width = info.type().bytes();
    int done = 0;
    while (done < values.length) {
      int count = Math.min(values.length - done, BUFFER / width);
      ByteBuffer bytes = fill(count * width);
      for (int i = 0; i < count; i++) {
        values[done + i] = longAt(bytes, i, info);
      }
      done += count;
    }
    return values;
  }

  private static float floatAt(ByteBuffer bytes, int i, DType type) {
    return switch (type) {
      case F64 -> (float) bytes.getDouble(8 * i);
      case F32 -> bytes.getFloat(4 * i);
      case F16 -> DType.halfToFloat(bytes.getShort(2 * i));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
      case I64 -> bytes.getLong(8 * i);
      case I32 -> bytes.getInt(4 * i);
      case I16 -> bytes.getShort(2 * i);
      case I8 -> bytes.get(i);
      case U8, BOOL -> bytes.get(i) & 0xff;
    };
  }

  private long longAt(ByteBuffer bytes, int i, TensorInfo info) {
    return switch (info.type()) {
      case I64 -> bytes.getLong(8 * i);
      case I32 -> bytes.getInt(4 * i);
      case I16 -> bytes.getShort(2 * i);
      case I8 -> bytes.get(i);
      case U8, BOOL -> bytes.get(i) & 0xff;
      case F64, F32, F16, BF16 ->
          throw new IllegalArgumentException(
              source + ": " + info.name() + " holds " + info.type() + ", not integers");
    };
  }

  private void skip(TensorInfo info) {
    long left = info.end() - info.begin();
    while (left > 0) {
      int count = (int) Math.min(left, BUFFER);
      fill(count);
      left -= count;
    }
  }

  private ByteBuffer fill(int count) {
    readFully(buffer, count);
    return ByteBuffer.wrap(buffer, 0, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(int count) {
    try {
      // readNBytes grows with what is there: a wrong length can't claim memory.
      byte[] read = in.readNBytes(count);
      if (read.length < count) {
        throw truncated();
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(source, e);
    }
  }

  private void readFully(byte[] into, int count) {
    try {
      if (in.readNBytes(into, 0, count) < count) {
        throw truncated();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(source, e);
    }
  }

  private UncheckedIOException truncated() {
    return new UncheckedIOException(new EOFException(source + " ends before its data does"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
