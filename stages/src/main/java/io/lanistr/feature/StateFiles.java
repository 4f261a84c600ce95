package io.lanistr.feature;

import io.lanistr.persistence.AtomicWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Saved models: Spark's metadata JSON with the Params, and the fitted state as one text file,
 * {@code data/NAME}. Nothing is Java-serialised. The one place here that calls what Spark ML keeps
 * private in Scala.
 */
public final class StateFiles {
  /** Far above any vocabulary or table statistics; a guard against the wrong file. */
  private static final long LONGEST = 256L << 20;

  private StateFiles() {}

  /** Writes a model's Params and {@code state}. */
  public static MLWriter writer(Params model, String name, String state) {
    return new Writer(model, name, state);
  }

  /** Reads a model; {@code build} makes it from its uid and the text of its state. */
  public static <M extends Params> MLReader<M> reader(
      Class<M> type, String name, BiFunction<String, String, M> build) {
    return new Reader<>(type, name, build);
  }

  private static Path file(String path, String name) {
    return new Path(new Path(path, "data"), name);
  }

  private static FileSystem fileSystem(SparkSession session, Path path) throws IOException {
    return path.getFileSystem(session.sessionState().newHadoopConf());
  }

  private static final class Writer extends AtomicWriter {
    private final Params model;
    private final String name;
    private final String state;

    Writer(Params model, String name, String state) {
      this.model = model;
      this.name = name;
      this.state = state;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
      Path file = file(path, name);
      try (OutputStream out = fileSystem(sparkSession(), file).create(file, false)) {
        out.write(state.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + file, e);
      }
    }
  }

  private static final class Reader<M extends Params> extends MLReader<M> {
    private final Class<M> type;
    private final String name;
    private final BiFunction<String, String, M> build;

    Reader(Class<M> type, String name, BiFunction<String, String, M> build) {
      this.type = type;
      this.name = name;
      this.build = build;
    }

    @Override
    public M load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), type.getName());
      M model = build.apply(metadata.uid(), read(file(path, name)));
      metadata.getAndSetParams(model, Option.empty());
      return model;
    }

    private String read(Path file) {
      try {
        FileSystem files = fileSystem(sparkSession(), file);
        long length = files.getFileStatus(file).getLen();
        if (length > LONGEST) {
          throw new IllegalArgumentException(
              "%s has %d bytes, at most %d are expected: is it a saved %s?"
                  .formatted(file, length, LONGEST, type.getSimpleName()));
        }
        try (InputStream in = files.open(file)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "cannot read %s, part of a saved %s".formatted(file, type.getSimpleName()), e);
      }
    }
  }
}
