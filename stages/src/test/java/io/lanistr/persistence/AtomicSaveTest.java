package io.lanistr.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.LocalSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicSaveTest {
  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private String target() {
    return folder.resolve("model").toUri().toString();
  }

  private static AtomicSave.FolderWriter writing(String text) {
    return path -> {
      Path to = Path.of(java.net.URI.create(path));
      Files.createDirectories(to);
      Files.writeString(to.resolve("content"), text);
    };
  }

  private String content() throws IOException {
    return Files.readString(folder.resolve("model/content"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void replacesWhatIsThereOnlyIfAllowed() throws IOException {
    AtomicSave.save(target(), false, HADOOP, writing("one"));
    IOException refusal =
        assertThrows(
            IOException.class, () -> AtomicSave.save(target(), false, HADOOP, writing("two")));
    assertTrue(refusal.getMessage().contains("already exists"), refusal::getMessage);
    assertEquals("one", content());
    AtomicSave.save(target(), true, HADOOP, writing("two"));
    assertEquals("two", content());
    assertEquals(List.of("model"), names(), "nothing else is left");
  }

  @Test
  void aSaveThatFailsLeavesWhatWasThere() throws IOException {
    AtomicSave.save(target(), false, HADOOP, writing("one"));
    assertThrows(
        IOException.class,
        () ->
            AtomicSave.save(
                target(),
                true,
                HADOOP,
                path -> {
                  writing("half").write(path);
                  throw new IOException("disk full");
                }));
    assertEquals("one", content());
    assertEquals(List.of("model"), names());
  }

  @Test
  void aSaveThatBrokeOffBetweenTwoRenamesIsUndone() throws IOException {
    AtomicSave.save(target(), false, HADOOP, writing("one"));
    Files.move(folder.resolve("model"), folder.resolve("._former-model-" + UUID.randomUUID()));
    Path ofAnother = folder.resolve("._former-model-eu-" + UUID.randomUUID());
    Files.createDirectory(ofAnother);
    assertTrue(AtomicSave.recover(target(), HADOOP));
    assertEquals("one", content());
    assertFalse(AtomicSave.recover(target(), HADOOP));
    assertTrue(Files.exists(ofAnother), "what was before in model-eu is not model's");
  }

  @Test
  void aStageThatCannotBeSavedLeavesTheOldOne() throws IOException {
    LocalSpark.session();
    AtomicSave.save(target(), false, HADOOP, writing("one"));
    AtomicWriter bad =
        new AtomicWriter() {
          @Override
          public void saveImpl(String path) {
            try {
              writing("half").write(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("disk full");
          }
        };
    assertThrows(IllegalStateException.class, () -> bad.overwrite().save(target()));
    assertEquals("one", content());
    assertEquals(List.of("model"), names());
  }

  @Test
  void aPipelineWhoseLastStageCannotBeSavedLeavesTheOldOne() throws IOException {
    LocalSpark.session();
    PipelineModel good = pipeline(new SQLTransformer().setStatement("SELECT 1 FROM __THIS__"));
    AtomicSave.overwrite(good, target(), LocalSpark.session());
    MLWritable bad =
        new MLWritable() {
          @Override
          public MLWriter write() {
            return new MLWriter() {
              @Override
              public void saveImpl(String path) {
                good.write().saveImpl(path);
                throw new IllegalStateException("executor lost");
              }
            };
          }

          @Override
          public void save(String path) throws IOException {
            write().save(path);
          }
        };
    assertThrows(
        IllegalStateException.class,
        () -> AtomicSave.overwrite(bad, target(), LocalSpark.session()));
    assertEquals(1, PipelineModel.load(target()).stages().length);
    assertEquals(List.of("model"), names());
  }

  private static PipelineModel pipeline(PipelineStage stage) {
    return new Pipeline()
        .setStages(new PipelineStage[] {stage})
        .fit(LocalSpark.session().range(3).toDF());
  }
}
