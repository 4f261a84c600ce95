package io.lanistr.pipeline.data.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
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

  private static final int ROWS_PER_FILE = 250; // a task carries a file's rows: under 1 MB
  private static final String FILE_OF_ROW = "_metadata.file_name AS file";
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
      Path aside = new Path(folder.getParent(), folder.getName() + "-" + UUID.randomUUID());
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
    int parts = Math.max(1, rows.size() / ROWS_PER_FILE);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark
        .createDataFrame(context.parallelize(encoded, parts), layout.schema())
        .write()
        .parquet(target.toString());
  }

  private void verify(String name, String expected, Layout layout, Path written) {
    Row[] read =
        (Row[]) spark.read().parquet(written.toString()).selectExpr("*", FILE_OF_ROW).collect();
    // A scan mixes files but not the rows of one: a stable sort restores the order.
    Arrays.sort(read, Comparator.comparing(row -> row.getString(row.length() - 1)));
    RowCodec codec = new RowCodec(layout);
    List<DataRow> rows = Arrays.stream(read).map(codec::decode).toList();
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
