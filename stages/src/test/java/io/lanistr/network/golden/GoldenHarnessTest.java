package io.lanistr.network.golden;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parity tests notice what they are there to notice. */
class GoldenHarnessTest {
  private static final String CASE = "simsiam";

  @TempDir private Path folder;
  private Path copy;

  @BeforeEach
  void copyOneCase() throws IOException, URISyntaxException {
    copy = Files.createDirectory(folder.resolve(CASE));
    Path original = Path.of(GoldenHarnessTest.class.getResource("/golden/dev/" + CASE).toURI());
    try (var files = Files.list(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
  }

  private Map<String, GoldenTensor> tensors(String file) throws IOException {
    return GoldenTensor.load(copy.resolve(file + ".safetensors"));
  }

  private void store(String file, Map<String, GoldenTensor> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach(
        (name, tensor) -> {
          List<Integer> shape = tensor.info().shape().stream().map(Math::toIntExact).toList();
          writer.add(name, shape, tensor.floats(), 0);
        });
    try (OutputStream out = Files.newOutputStream(copy.resolve(file + ".safetensors"))) {
      writer.writeTo(out);
    }
  }

  private void assertFails(String... expected) {
    AssertionError error = assertThrows(AssertionError.class, () -> GoldenParityTest.run(copy));
    for (String part : expected) {
      assertTrue(error.getMessage().contains(part), error::getMessage);
    }
  }

  @Test
  void unchangedCopyPasses() throws IOException {
    GoldenParityTest.run(copy);
  }

  @Test
  void changedValueFailsAndIsNamed() throws IOException {
    Map<String, GoldenTensor> expected = tensors("expected");
    expected.get("p2").floats()[17] += 1e-3f;
    store("expected", expected);
    assertFails("p2", "element 17", "tolerance");
  }

  @Test
  void tensorThatNothingComputesFails() throws IOException {
    Map<String, GoldenTensor> expected = tensors("expected");
    expected.put("gradin.unheard_of", expected.get("loss"));
    store("expected", expected);
    assertFails("gradin.unheard_of", "not compared");
  }

  @Test
  void missingExpectationFails() throws IOException {
    Map<String, GoldenTensor> expected = tensors("expected");
    expected.remove("z1");
    store("expected", expected);
    assertFails("z1", "no such tensor");
  }

  @Test
  void weightWithoutPlaceFails() throws IOException {
    Map<String, GoldenTensor> weights = tensors("weights");
    weights.put("mm_proj.layer4.weight", weights.get("mm_proj.layer1.0.weight"));
    store("weights", weights);
    assertFails("mm_proj.layer4.weight");
  }

  @Test
  void unknownCaseFails() throws IOException {
    copy = Files.move(copy, folder.resolve("brand_new_case"));
    assertFails("brand_new_case");
  }

  @Test
  void folderThatIsNoCaseFails() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThrows(IOException.class, () -> GoldenParityTest.run(empty));
  }
}
