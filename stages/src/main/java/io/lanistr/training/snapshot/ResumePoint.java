package io.lanistr.training.snapshot;

import io.lanistr.training.optimizer.Moments;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Where executors find what the optimiser remembered when a snapshot was taken.
 *
 * @param folder of the snapshot
 * @param slices of the whole vector, however it was cut then
 */
public record ResumePoint(
    String folder, List<SliceFile> slices, Broadcast<SerializableConfiguration> hadoop)
    implements Serializable {
  public ResumePoint {
    slices = List.copyOf(slices);
  }

  /**
   * Fills the moments of a slice.
   *
   * @param start of the slice in the flat vector
   */
  public void fill(int start, Moments moments) {
    try {
      int found = SliceFiles.fill(hadoop.value().value(), new Path(folder), slices, start, moments);
      if (found != moments.length()) {
        throw new IllegalStateException(
            "The snapshot "
                + folder
                + " holds "
                + found
                + " of the "
                + moments.length()
                + " parameters from "
                + start);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the snapshot " + folder, e);
    }
  }

  /**
   * The running statistics of each replica of the executor that had this slice, one after the
   * other; empty if slices were cut otherwise.
   *
   * @param start of the slice in the flat vector
   */
  public float[] replicaStatistics(int start, int length) {
    try {
      return SliceFiles.replicas(hadoop.value().value(), new Path(folder), slices, start, length);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the snapshot " + folder, e);
    }
  }
}
