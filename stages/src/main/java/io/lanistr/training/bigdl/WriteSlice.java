package io.lanistr.training.bigdl;

import io.lanistr.training.bigdl.LocalTrainings.Slice;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.snapshot.SliceFile;
import io.lanistr.training.snapshot.SliceFiles;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes, in a task between two steps, the slice that its executor updates into a snapshot.
 * Repeated tasks write files of different names.
 */
final class WriteSlice implements Function<LocalShard, SliceFile> {
  private static final long serialVersionUID = 1L;

  private final String training;
  private final String folder;
  private final Broadcast<SerializableConfiguration> hadoop;

  WriteSlice(String training, String folder, Broadcast<SerializableConfiguration> hadoop) {
    this.training = training;
    this.folder = folder;
    this.hadoop = hadoop;
  }

  @Override
  public SliceFile call(LocalShard shard) throws IOException {
    int partition = TaskContext.getPartitionId();
    Slice slice = LocalTrainings.slice(training, partition);
    return SliceFiles.write(
        hadoop.value().value(),
        new Path(folder),
        String.format("slice-%d-%d.safetensors", partition, TaskContext.get().taskAttemptId()),
        slice.start(),
        slice.length(),
        slice.weights(),
        slice.offset(),
        slice.moments(),
        // BigDL takes those of the first partition.
        partition == 0 ? LocalTrainings.statistics(training) : new float[0]);
  }
}
