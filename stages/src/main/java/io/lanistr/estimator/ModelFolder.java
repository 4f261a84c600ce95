package io.lanistr.estimator;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** The files of one saved model, by name, on any Hadoop file system. */
final class ModelFolder {
  private final Path folder;
  private final FileSystem files;

  ModelFolder(String folder, SparkSession session) {
    this.folder = new Path(folder);
    try {
      files = this.folder.getFileSystem(session.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException("can't reach " + folder, e);
    }
  }

  /** Creates a file; there must be none of that name yet. */
  OutputStream create(String name) throws IOException {
    return files.create(new Path(folder, name), false);
  }

  void writeText(String name, String text) {
    try (OutputStream out = create(name)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + new Path(folder, name), e);
    }
  }

  /**
   * Length of a file in bytes.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  long length(String name) {
    try {
      FileStatus status = files.getFileStatus(new Path(folder, name));
      if (!status.isFile()) {
        throw missing(name);
      }
      return status.getLen();
    } catch (FileNotFoundException e) {
      throw missing(name);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + new Path(folder, name), e);
    }
  }

  InputStream open(String name) throws IOException {
    return files.open(new Path(folder, name));
  }

  /**
   * A text file of at most {@code maxBytes} bytes.
   *
   * @throws IllegalArgumentException if there is no such file, or it is larger
   */
  String readText(String name, int maxBytes) {
    long length = length(name);
    if (length > maxBytes) {
      throw new IllegalArgumentException(
          this + "/" + name + " has " + length + " bytes; at most " + maxBytes + " are expected");
    }
    try (InputStream in = open(name)) {
      return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + new Path(folder, name), e);
    }
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        this + " is not a complete saved model: it has no file " + name);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
