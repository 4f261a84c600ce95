package io.lanistr.training.data;

import java.io.File;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.SparkEnv;

/** One block of states as an Arrow IPC stream of one record batch, mapped back into memory. */
final class StateFile {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field(
                  "states",
                  FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
                  List.of())));

  private StateFile() {}

  /** Writes {@code values[0, count)}; the file is unlinked at once, see {@link ShardWriter}. */
  static FloatBuffer write(float[] values, int count) throws IOException {
    File temporary = SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2();
    Path file = temporary.toPath();
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        RootAllocator allocator = new RootAllocator();
        VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
      Float4Vector vector = (Float4Vector) root.getVector(0);
      vector.allocateNew(count);
      for (int i = 0; i < count; i++) {
        vector.set(i, values[i]);
      }
      root.setRowCount(count);
      WriteChannel out = new WriteChannel(channel);
      MessageSerializer.serialize(out, SCHEMA);
      try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
        ArrowBlock block = MessageSerializer.serialize(out, batch);
        ArrowBuffer data = batch.getBuffersLayout().get(1);
        long start = block.getOffset() + block.getMetadataLength() + data.getOffset();
        return channel
            .map(FileChannel.MapMode.READ_ONLY, start, 4L * count)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
