package io.lanistr.training.snapshot;

import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.SafetensorsWriter;
import io.lanistr.network.weights.TensorInfo;
import io.lanistr.training.optimizer.Moments;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads and writes slices as safetensors files. */
public final class SliceFiles {
  static final String WEIGHTS = "weights";
  static final String STATISTICS = "statistics";

  /** What a network is without its optimiser. */
  static final Set<String> NETWORK = Set.of(WEIGHTS, STATISTICS);

  private static final String FIRST = "first_moment";
  private static final String SECOND = "second_moment";
  private static final String AVERAGE = "average";

  /** Of each of the executor's replicas, one after the other. */
  private static final String REPLICAS = "replica_statistics";

  private SliceFiles() {}

  /**
   * Writes a slice.
   *
   * @param weights has the slice from {@code offset} on
   * @param momentsOrNull of the slice
   * @param statistics running statistics of the network that go along; empty for none
   * @param replicas those of each replica of the executor, one after the other; empty for none
   */
  public static SliceFile write(
      Configuration hadoop,
      Path folder,
      String name,
      int start,
      int length,
      float[] weights,
      int offset,
      Moments momentsOrNull,
      float[] statistics,
      float[] replicas)
      throws IOException {
    List<Integer> shape = List.of(length);
    SafetensorsWriter writer = new SafetensorsWriter().add(WEIGHTS, shape, weights, offset);
    if (momentsOrNull != null) {
      writer.add(FIRST, shape, momentsOrNull.first(), 0);
      writer.add(SECOND, shape, momentsOrNull.second(), 0);
      if (momentsOrNull.average() != null) {
        writer.add(AVERAGE, shape, momentsOrNull.average(), 0);
      }
    }
    if (statistics.length > 0) {
      writer.add(STATISTICS, List.of(statistics.length), statistics, 0);
    }
    if (replicas.length > 0) {
      writer.add(REPLICAS, List.of(replicas.length), replicas, 0);
    }
    Path path = new Path(folder, name);
    FileSystem files = path.getFileSystem(hadoop);
    CRC32 crc = new CRC32();
    try (OutputStream out =
        new CheckedOutputStream(new BufferedOutputStream(files.create(path, true)), crc)) {
      writer.writeTo(out);
    }
    return new SliceFile(name, start, length, files.getFileStatus(path).getLen(), crc.getValue());
  }

  /**
   * Reads some of a file's tensors, and checks the whole file. Statistics may be absent.
   *
   * @throws IOException if it can't be read, or is not the file that was written
   */
  static Map<String, float[]> read(
      Configuration hadoop, Path folder, SliceFile file, Set<String> wanted) throws IOException {
    Path path = new Path(folder, file.name());
    FileSystem files = path.getFileSystem(hadoop);
    long bytes = files.getFileStatus(path).getLen();
    if (bytes != file.bytes()) {
      throw new IOException(path + " has " + bytes + " bytes instead of " + file.bytes());
    }
    CRC32 crc = new CRC32();
    Map<String, float[]> tensors = new HashMap<>();
    try (InputStream in = new CheckedInputStream(new BufferedInputStream(files.open(path)), crc);
        SafetensorsReader reader = new SafetensorsReader(in, path.toString())) {
      for (TensorInfo tensor = reader.next(); tensor != null; tensor = reader.next()) {
        if (wanted.contains(tensor.name())) {
          tensors.put(tensor.name(), reader.readFloats());
        }
      }
      in.transferTo(OutputStream.nullOutputStream());
    } catch (RuntimeException e) {
      throw new IOException(path + " is damaged: " + e.getMessage(), e);
    }
    if (crc.getValue() != file.crc32()) {
      throw new IOException(path + " is damaged: its checksum is not the one it was written with");
    }
    for (String name : wanted) {
      float[] values = tensors.get(name);
      boolean whole = values != null && values.length == file.length();
      if (!whole && !name.equals(STATISTICS) && !name.equals(REPLICAS)) {
        throw new IOException(path + " does not hold " + file.length() + " values of " + name);
      }
    }
    return tensors;
  }

  /**
   * The statistics of the replicas of the executor that had exactly this slice; empty if it was cut
   * otherwise.
   */
  static float[] replicas(
      Configuration hadoop, Path folder, List<SliceFile> all, int start, int length)
      throws IOException {
    float[] none = {};
    for (SliceFile file : all) {
      if (file.start() == start && file.length() == length) {
        return read(hadoop, folder, file, Set.of(REPLICAS)).getOrDefault(REPLICAS, none);
      }
    }
    return none;
  }

  /**
   * Fills the moments of a slice from the files that hold parts of it; slices may have been cut
   * otherwise when they were written.
   *
   * @param start of the slice in the flat vector
   * @return number of values that were found
   */
  static int fill(
      Configuration hadoop, Path folder, List<SliceFile> all, int start, Moments moments)
      throws IOException {
    Set<String> wanted =
        moments.average() == null ? Set.of(FIRST, SECOND) : Set.of(FIRST, SECOND, AVERAGE);
    int found = 0;
    for (SliceFile file : all) {
      int from = Math.max(start, file.start());
      int to = Math.min(start + moments.length(), file.start() + file.length());
      if (from < to) {
        Map<String, float[]> tensors = read(hadoop, folder, file, wanted);
        System.arraycopy(
            tensors.get(FIRST), from - file.start(), moments.first(), from - start, to - from);
        System.arraycopy(
            tensors.get(SECOND), from - file.start(), moments.second(), from - start, to - from);
        if (moments.average() != null) {
          System.arraycopy(
              tensors.get(AVERAGE),
              from - file.start(),
              moments.average(),
              from - start,
              to - from);
        }
        found += to - from;
      }
    }
    return found;
  }
}
