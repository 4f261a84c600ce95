package io.lanistr.training.bigdl;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.tensorflow.util.Event;

/**
 * A file of TensorFlow's records: length, masked CRC-32C of the length, data, masked CRC-32C of the
 * data, little-endian. (BigDL's own writer opens local paths that have a scheme as names.)
 */
final class EventFile implements Closeable {
  private static final int MASK = 0xa282ead8;

  private final FSDataOutputStream out;

  EventFile(FSDataOutputStream out) {
    this.out = out;
  }

  void write(Event event) throws IOException {
    byte[] data = event.toByteArray();
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(masked(record.array(), 0, Long.BYTES));
    record.put(data);
    record.putInt(masked(data, 0, data.length));
    out.write(record.array());
  }

  /** Lets readers see what has been written. */
  void flush() throws IOException {
    out.hflush();
  }

  private static int masked(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
