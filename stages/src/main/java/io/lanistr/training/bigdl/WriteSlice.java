package io.lanistr.training.bigdl;

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
    LocalTraining local = LocalTrainings.get(training, partition);
    return SliceFiles.write(
        hadoop.value().value(),
        new Path(folder),
        String.format("slice-%d-%d.safetensors", partition, TaskContext.get().taskAttemptId()),
        local.start(),
        local.length(),
        local.weights(),
        local.weightOffset(),
        local.moments(),
        local.statistics(),
        local.replicaStatistics());
  }
}
