package io.lanistr.training.bigdl;

import io.lanistr.training.data.LocalShard;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Tries, on each executor, whether it can write into a folder that the driver has made. */
final class ProbeFolder implements VoidFunction<LocalShard> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Broadcast<SerializableConfiguration> hadoop;

  ProbeFolder(String folder, Broadcast<SerializableConfiguration> hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  @Override
  public void call(LocalShard shard) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(hadoop.value().value());
      if (!files.exists(path)) {
        throw new IOException("what the driver has made there is not found");
      }
      Path tried = new Path(path, "executor-" + TaskContext.getPartitionId());
      try (OutputStream out = files.create(tried, true)) {
        out.write(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          String.format(
              "Checkpoints can't be written to %s by executor %s on %s (%s); choose a folder that"
                  + " the driver and all executors share, on HDFS for instance",
              path.getParent(),
              SparkEnv.get().executorId(),
              SparkEnv.get().blockManager().blockManagerId().host(),
              e.getMessage()),
          e);
    }
  }
}
