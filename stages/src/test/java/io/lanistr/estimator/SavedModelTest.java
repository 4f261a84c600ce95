package io.lanistr.estimator;

import static io.lanistr.estimator.NetworkModelTest.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {
  @TempDir Path folder;

  private final Dataset<Row> rows = SyntheticRows.table(15, 9).coalesce(1);

  @Test
  void aLoadedModelScoresTheSameAndKeepsItsSummary() throws Exception {
    LanistrClassificationModel model =
        TestNetworks.classifier().setPredictionCol("p").setThresholds(new double[] {1, 2, 3});
    LanistrClassificationModel loaded = LanistrClassificationModel.load(save(model).toString());
    assertEquals(
        model.transform(rows).drop("multimodal").collectAsList(),
        loaded.transform(rows).drop("multimodal").collectAsList());
    assertEquals(model.uid(), loaded.uid());
    assertEquals(model.summary(), loaded.summary());
    assertEquals(model.classNames(), loaded.classNames());
    assertEquals(model.networkConfig(), loaded.networkConfig());
    assertEquals(model.input(), loaded.input());
    assertArrayEquals(model.getThresholds(), loaded.getThresholds());
    assertEquals("p", loaded.getPredictionCol());
    assertEquals(model.fitted().saved().weights().id(), loaded.fitted().saved().weights().id());
  }

  @Test
  void aSavedModelCanBeMoved() throws Exception {
    LanistrPretrainedModel model = TestNetworks.pretrained();
    Path moved = folder.resolve("elsewhere");
    Files.move(save(model), moved);
    assertEquals(
        model.transform(rows).drop("multimodal").collectAsList(),
        LanistrPretrainedModel.load(moved.toString())
            .transform(rows)
            .drop("multimodal")
            .collectAsList());
  }

  @Test
  void anExistingFolderIsReplacedOnlyOnRequest() throws Exception {
    LanistrPretrainedModel model = TestNetworks.pretrained();
    String path = save(model).toString();
    assertThrows(IOException.class, () -> model.save(path));
    model.write().overwrite().save(path);
    assertEquals(model.uid(), LanistrPretrainedModel.load(path).uid());
  }

  @Test
  void aModelOfAnotherKindIsRefused() throws Exception {
    String path = save(TestNetworks.pretrained()).toString();
    assertSays("LanistrClassificationModel", () -> LanistrClassificationModel.load(path));
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    for (String file : List.of("weights.safetensors", "network.json", "summary.json")) {
      Path path = save(TestNetworks.pretrained());
      Files.delete(path.resolve(file));
      assertSays("it has no file " + file, () -> LanistrPretrainedModel.load(path.toString()));
    }
  }

  @Test
  void truncatedAndAlteredWeightsAreRefused() throws Exception {
    Path path = save(TestNetworks.pretrained());
    byte[] bytes = rewritable(path.resolve("weights.safetensors"));
    Files.write(path.resolve("weights.safetensors"), Arrays.copyOf(bytes, bytes.length - 4));
    assertSays("the file is damaged", () -> LanistrPretrainedModel.load(path.toString()));
    Files.write(path.resolve("weights.safetensors"), Arrays.copyOf(bytes, 5));
    assertSays("the file is damaged", () -> LanistrPretrainedModel.load(path.toString()));
    byte[] altered = bytes.clone();
    altered[bytes.length - 1] ^= 1;
    Files.write(path.resolve("weights.safetensors"), altered);
    assertSays("digests differ", () -> LanistrPretrainedModel.load(path.toString()));
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() throws Exception {
    Path path = save(TestNetworks.pretrained());
    Path other = save(TestNetworks.classifier());
    rewritable(path.resolve("weights.safetensors"));
    Files.copy(
        other.resolve("weights.safetensors"),
        path.resolve("weights.safetensors"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertSays("the network has no parameter", () -> LanistrPretrainedModel.load(path.toString()));
  }

  @Test
  void aDescriptionThatIsNotOursIsRefused() throws Exception {
    Path path = save(TestNetworks.pretrained());
    String description = new String(rewritable(path.resolve("network.json")), "UTF-8");
    replace(path, description.replaceFirst("\"format\" : 1", "\"format\" : 2"));
    assertSays("reads format 1", () -> LanistrPretrainedModel.load(path.toString()));
    replace(path, description.substring(0, description.length() / 2));
    assertSays("network.json is not JSON", () -> LanistrPretrainedModel.load(path.toString()));
    replace(path, description.replaceFirst("\"digest\"", "\"hash\""));
    assertSays("has no field 'digest'", () -> LanistrPretrainedModel.load(path.toString()));
    replace(path, description.replaceFirst("\"hidden\" : 32", "\"hidden\" : 64"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> LanistrPretrainedModel.load(path.toString()))
            .getMessage()
            .contains("the network needs"));
  }

  private void replace(Path model, String description) throws IOException {
    Files.writeString(model.resolve("network.json"), description);
  }

  /** The file's bytes; Hadoop's checksum, which would notice first, is removed. */
  private static byte[] rewritable(Path file) throws IOException {
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    return Files.readAllBytes(file);
  }

  private Path save(NetworkModel<?> model) throws IOException {
    Path path = folder.resolve("model" + System.nanoTime());
    model.save(path.toString());
    return path;
  }
}
