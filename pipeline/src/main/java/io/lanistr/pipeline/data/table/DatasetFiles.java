package io.lanistr.pipeline.data.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes a data set's rows as Parquet, aside first: the folder appears in one rename, after what
 * was written has been read back and found to have the expected fingerprint.
 */
public final class DatasetFiles {

  private static final int FILES = 2;
  private static final String MARKER = "_fingerprint";

  private final SparkSession spark;
  private final Path folder;
  private final FileSystem files;

  /** Files in {@code folder}, on whichever file system its scheme names. */
  public DatasetFiles(SparkSession spark, Path folder) {
    this.spark = spark;
    try {
      this.files = folder.getFileSystem(spark.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reach the file system of " + folder, e);
    }
    this.folder = files.makeQualified(folder);
  }

  /** The fingerprint that the folder was written with; null when there is no such folder. */
  public String fingerprint() {
    try {
      if (!files.exists(folder)) {
        return null;
      }
      Path marker = new Path(folder, MARKER);
      if (!files.exists(marker)) {
        return "none";
      }
      try (FSDataInputStream in = files.open(marker)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /**
   * Writes the rows.
   *
   * @param name the data set's name, for errors
   * @param expected the fingerprint that the rows must have
   * @throws IllegalArgumentException when the folder is already there
   * @throws IllegalStateException when the rows read back have another fingerprint
   */
  public void write(String name, String expected, Layout layout, List<DataRow> rows) {
    try {
      if (files.exists(folder)) {
        throw new IllegalArgumentException(folder + " is already there: name a new folder");
      }
      Path aside = new Path(folder.getParent(), "." + folder.getName() + "-" + UUID.randomUUID());
      try {
        writeParquet(layout, rows, aside);
        verify(name, expected, layout, aside);
        try (FSDataOutputStream out = files.create(new Path(aside, MARKER))) {
          out.write((expected + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (!files.rename(aside, folder)) {
          throw new IOException("cannot rename " + aside + " to " + folder);
        }
      } finally {
        files.delete(aside, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the data set " + name, e);
    }
  }

  private void writeParquet(Layout layout, List<DataRow> rows, Path target) {
    RowCodec codec = new RowCodec(layout);
    List<Row> encoded = rows.stream().map(codec::encode).toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark
        .createDataFrame(context.parallelize(encoded, FILES), layout.schema())
        .write()
        .parquet(target.toString());
  }

  private void verify(String name, String expected, Layout layout, Path written)
      throws IOException {
    RowCodec codec = new RowCodec(layout);
    List<DataRow> rows = new ArrayList<>();
    FileStatus[] parts = files.globStatus(new Path(written, "part-*.parquet"));
    Arrays.sort(parts);
    for (FileStatus part : parts) {
      // One file at a time: a scan of several does not keep their order.
      Row[] read = (Row[]) spark.read().parquet(part.getPath().toString()).collect();
      Arrays.stream(read).map(codec::decode).forEach(rows::add);
    }
    String actual = ContentFingerprint.of(layout, rows);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "the data set "
              + name
              + " was built with another content than expected: fingerprint "
              + actual
              + " instead of "
              + expected
              + ", "
              + rows.size()
              + " rows; it was thrown away. Please report this with your Java version "
              + Runtime.version());
    }
  }
}
