package io.lanistr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.fusion.FusionEncoder;
import io.lanistr.network.image.ImageEncoder;
import io.lanistr.network.text.LanguageHead;
import io.lanistr.network.text.TextEncoder;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.TensorInfo;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported has the tensors of what transformers wrote, under the same names. */
class CheckpointExportTest {
  @TempDir private Path temporary;
  private final ParameterBuilder builder = new ParameterBuilder(Set.of());

  private static CheckpointFolder resource(String name) {
    try {
      return folder(
          Path.of(CheckpointExportTest.class.getResource("/checkpoints/" + name).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CheckpointFolder folder(Path path) {
    return new CheckpointFolder(path.toUri().toString(), new Configuration());
  }

  private CheckpointFolder export(CheckpointExport export) throws IOException {
    Path target = temporary.resolve("exported");
    export.write(target.toUri().toString(), new Configuration());
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(target), files.toList());
    }
    return folder(target);
  }

  private Parameters bound() {
    Parameters parameters = builder.build();
    parameters.bind(new float[parameters.trainableSize()], 0, null, 0);
    parameters.initialize(1);
    return parameters;
  }

  private static Map<String, float[]> tensors(CheckpointFolder folder) throws IOException {
    Map<String, float[]> tensors = new TreeMap<>();
    try (SafetensorsReader reader = folder.weights()) {
      for (TensorInfo info = reader.next(); info != null; info = reader.next()) {
        tensors.put(info.name() + info.shape(), reader.readFloats());
      }
    }
    return tensors;
  }

  /** Every exported tensor is one of the original's; what the original has besides is returned. */
  private static Set<String> compare(CheckpointFolder original, CheckpointFolder exported)
      throws IOException {
    Map<String, float[]> expected = tensors(original);
    Map<String, float[]> actual = tensors(exported);
    actual.forEach((name, values) -> assertArrayEquals(expected.get(name), values, name));
    expected.keySet().removeAll(actual.keySet());
    return expected.keySet();
  }

  @Test
  void textEncodersAndTheirHeadAreBert() throws IOException {
    TextCheckpoint original = TextCheckpoint.open(resource("bert"));
    TextConfig config = original.config(2, 3, 4, 0f);
    new TextEncoder(builder.at("text_encoder"), config);
    new LanguageHead(builder.at("mlm_head"), config);
    Parameters parameters = bound();
    original.load(parameters);
    CheckpointFolder exported = export(CheckpointExport.text(parameters, config));
    Map<String, float[]> written = tensors(exported);
    // The original ties its decoder to the word embeddings and doesn't store it.
    Map<String, float[]> stored = tensors(original.folder());
    assertTrue(written.keySet().containsAll(stored.keySet()), stored.keySet() + " " + written);
    stored.forEach((name, values) -> assertArrayEquals(values, written.get(name), name));

    TextCheckpoint again = TextCheckpoint.open(exported);
    assertEquals(config, again.config(2, 3, 4, 0f));
    Parameters loaded = bound();
    WeightReport report = again.load(loaded);
    assertTrue(report.complete() && report.unused().isEmpty(), report.toString());
    parameters
        .slots()
        .forEach(
            slot ->
                assertArrayEquals(
                    parameters.copyOut(slot.name()), loaded.copyOut(slot.name()), slot.name()));
  }

  @Test
  void imageEncodersAreViT() throws IOException {
    ImageCheckpoint original = ImageCheckpoint.open(resource("vit"));
    ImageConfig config = original.config(3, 8, 8, false, 0f);
    new ImageEncoder(builder.at("image_encoder"), config, true);
    Parameters parameters = bound();
    original.load(parameters, config);
    CheckpointFolder exported = export(CheckpointExport.image(parameters, config));
    assertTrue(
        compare(resource("vit"), exported).stream().allMatch(name -> name.startsWith("pooler")));
    assertEquals(config, ImageCheckpoint.open(exported).config(3, 8, 8, false, 0f));
    ImageConfig overview = original.config(3, 8, 8, true, 0f);
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> CheckpointExport.image(parameters, overview));
    assertTrue(error.getMessage().contains("imageOverview"), error::getMessage);
  }

  @Test
  void fusionsAreFlavas() throws IOException {
    FusionCheckpoint original = FusionCheckpoint.open(resource("flava_fusion"));
    TransformerConfig config = original.config(0f);
    new FusionEncoder(builder.at("mm_fusion"), config);
    Parameters parameters = bound();
    original.load(parameters);
    CheckpointFolder exported = export(CheckpointExport.fusion(parameters, config));
    assertEquals(Set.of(), compare(resource("flava_fusion"), exported));
    assertEquals(config, FusionCheckpoint.open(exported).config(0f));
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    new FusionEncoder(builder.at("mm_fusion"), TransformerConfig.of(8, 1, 2, 0f));
    CheckpointExport export = CheckpointExport.fusion(bound(), TransformerConfig.of(8, 1, 2, 0f));
    CheckpointFolder first = export(export);
    var error =
        assertThrows(IOException.class, () -> export.write(first.toString(), new Configuration()));
    assertTrue(error.getMessage().contains("exists already"), error::getMessage);
    assertFalse(tensors(first).isEmpty());
  }
}
