package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Writes rows as an Arrow IPC stream and maps the file back into memory. */
final class ShardWriter {
  /** Rows of a record batch at most. */
  private static final int BATCH_ROWS = 4096;

  /** Bytes of a record batch at which it is closed; keeps offsets far from 32 bits. */
  private static final long BATCH_BYTES = 64L << 20;

  /** Where a record batch's buffers lie in the file. */
  private record Written(int rows, long bodyStart, long bodyLength, List<ArrowBuffer> buffers) {}

  private ShardWriter() {}

  /**
   * Writes {@code rows}, bytes of {@link RowPlacement#LAYOUT}, to {@code file} and opens it. The
   * file is deleted at once where the system allows that for a mapped file, so nothing is left
   * behind however the process ends.
   *
   * @throws IllegalArgumentException if a row doesn't fit {@code metadata}
   */
  static ArrowShard write(Iterator<byte[]> rows, MultimodalMetadata metadata, Path file)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      List<Written> batches = write(rows, metadata, channel);
      List<ShardBatch> mapped = new ArrayList<>();
      for (Written batch : batches) {
        ByteBuffer body =
            channel.map(FileChannel.MapMode.READ_ONLY, batch.bodyStart(), batch.bodyLength());
        mapped.add(new ShardBatch(batch.rows(), body, batch.buffers(), metadata));
      }
      return new ArrowShard(mapped, metadata);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<Written> write(
      Iterator<byte[]> rows, MultimodalMetadata metadata, FileChannel channel) throws IOException {
    List<Written> batches = new ArrayList<>();
    UnsafeRow row = new UnsafeRow(RowPlacement.LAYOUT.length());
    try (RootAllocator allocator = new RootAllocator();
        ShardVectors vectors = new ShardVectors(metadata, allocator)) {
      WriteChannel out = new WriteChannel(channel);
      MessageSerializer.serialize(out, vectors.root().getSchema());
      while (rows.hasNext()) {
        byte[] bytes = rows.next();
        row.pointTo(bytes, bytes.length);
        vectors.append(row);
        if (vectors.rows() == BATCH_ROWS || vectors.bytes() >= BATCH_BYTES) {
          batches.add(flush(vectors, out));
        }
      }
      if (vectors.rows() > 0) {
        batches.add(flush(vectors, out));
      }
    }
    return batches;
  }

  private static Written flush(ShardVectors vectors, WriteChannel out) throws IOException {
    vectors.finish();
    try (ArrowRecordBatch batch = new VectorUnloader(vectors.root()).getRecordBatch()) {
      ArrowBlock block = MessageSerializer.serialize(out, batch);
      Written written =
          new Written(
              vectors.rows(),
              block.getOffset() + block.getMetadataLength(),
              block.getBodyLength(),
              batch.getBuffersLayout());
      vectors.reset();
      return written;
    }
  }
}
