package io.lanistr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Saving and loading of a stage, as {@link StageContract} demands it. */
final class Persistence {
  /** First bytes of Java's object streams, which no saved file may hold. */
  private static final byte[] JAVA_STREAM = {(byte) 0xac, (byte) 0xed, 0, 5};

  private Persistence() {}

  /** Every Param, whether it is set, and its value as the saved JSON holds it. */
  static String values(PipelineStage stage) {
    Map<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      values.put(param.name(), stage.isSet(param) + " " + json(stage, param));
    }
    return values.toString();
  }

  @SuppressWarnings("unchecked")
  private static String json(PipelineStage stage, Param<?> param) {
    return stage.isDefined(param)
        ? ((Param<Object>) param).jsonEncode(stage.getOrDefault(param))
        : "undefined";
  }

  static void check(PipelineStage stage, Path folder) throws Exception {
    String path = folder.resolve("stage" + System.nanoTime()).toString();
    ((MLWritable) stage).write().save(path);
    assertThrows(IOException.class, () -> ((MLWritable) stage).write().save(path));
    ((MLWritable) stage).write().overwrite().save(path);
    checkFiles(Path.of(path));
    PipelineStage loaded = load(stage, path);
    assertEquals(stage.getClass(), loaded.getClass());
    assertEquals(stage.uid(), loaded.uid());
    assertEquals(values(stage), values(loaded));
  }

  static void checkTransform(Transformer stage, Dataset<Row> rows, Path folder) throws Exception {
    check(stage, folder);
    String path = folder.resolve("transformer" + System.nanoTime()).toString();
    ((MLWritable) stage).write().save(path);
    Transformer loaded = (Transformer) load(stage, path);
    assertEquals(Frames.contents(stage.transform(rows)), Frames.contents(loaded.transform(rows)));
    assertEquals(
        stage.transformSchema(rows.schema()).json(), loaded.transformSchema(rows.schema()).json());
  }

  private static PipelineStage load(PipelineStage stage, String path)
      throws ReflectiveOperationException {
    PipelineStage byLoad =
        (PipelineStage) stage.getClass().getMethod("load", String.class).invoke(null, path);
    MLReader<?> reader = (MLReader<?>) stage.getClass().getMethod("read").invoke(null);
    assertEquals(byLoad.uid(), ((PipelineStage) reader.load(path)).uid());
    return byLoad;
  }

  private static void checkFiles(Path saved) throws IOException {
    try (Stream<Path> files = Files.walk(saved)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        boolean java =
            bytes.length >= 4 && Stream.of(0, 1, 2, 3).allMatch(i -> bytes[i] == JAVA_STREAM[i]);
        assertEquals(false, java, file + " holds a Java object stream");
      }
    }
  }
}
