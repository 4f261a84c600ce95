package io.lanistr.network.golden;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every case of a folder of golden vectors: the project's own copy, or the one that the system
 * property {@code lanistr.golden.dir} names.
 */
class GoldenParityTest {
  private static final Logger LOG = Logger.getLogger(GoldenParityTest.class.getName());
  private static final String FOLDER = "lanistr.golden.dir";

  /** How to run a case; returns what was compared. */
  private interface Runner {
    Comparison run(GoldenCase golden) throws IOException;
  }

  private static final Map<String, Runner> UNITS =
      Map.ofEntries(
          Map.entry("bert_encoder", EncoderCases::bert),
          Map.entry("vit_encoder_masked", EncoderCases::vit),
          Map.entry("vit_encoder_unmasked", EncoderCases::vit),
          Map.entry("timeseries_encoder", EncoderCases::timeSeries),
          Map.entry("flava_fusion", EncoderCases::flava),
          Map.entry("mlm_head", HeadCases::languageHead),
          Map.entry("mim_head", HeadCases::pixelHead),
          Map.entry("mtm_loss", HeadCases::seriesLoss),
          Map.entry("simsiam", HeadCases::similarity),
          Map.entry("sparsemax", TableCases::sparsemax),
          Map.entry("ghost_bn_train", TableCases::ghostBatchNorm),
          Map.entry("ghost_bn_eval", TableCases::ghostBatchNorm),
          Map.entry("tabnet_encoder_train", TableCases::encoder),
          Map.entry("tabnet_encoder_eval", TableCases::encoder),
          Map.entry("tabnet_encoder_variant_train", TableCases::encoder),
          Map.entry("tabnet_encoder_variant_eval", TableCases::encoder),
          Map.entry("tabnet_pretraining_train", TableCases::pretraining),
          Map.entry("tabnet_pretraining_eval", TableCases::pretraining),
          Map.entry("metrics", OtherCases::metrics),
          Map.entry("lr_schedule", OtherCases::schedule),
          Map.entry("discretizer", OtherCases::discretizer));

  private static Runner runner(GoldenCase golden) {
    Runner unit = UNITS.get(golden.name());
    if (unit != null) {
      return unit;
    }
    return switch (golden.config().path("args").path("task").asText()) {
      case "pretrain" -> NetworkCases::pretraining;
      case "finetune" -> NetworkCases::finetuning;
      default -> fail("no test knows the case " + golden.name());
    };
  }

  @TestFactory
  Stream<DynamicTest> everyTensorOfEveryCase() throws IOException, URISyntaxException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(folder())) {
      cases = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertFalse(cases.isEmpty(), () -> "no case in " + System.getProperty(FOLDER));
    return cases.stream()
        .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> run(path)));
  }

  /** Runs one case and fails where it differs. */
  static void run(Path path) throws IOException {
    GoldenCase golden = new GoldenCase(path);
    Comparison comparison = runner(golden).run(golden);
    LOG.info(comparison::summary);
    comparison.finish();
  }

  static Path folder() throws URISyntaxException {
    String property = System.getProperty(FOLDER);
    return property == null || property.isBlank()
        ? Path.of(GoldenParityTest.class.getResource("/golden/dev").toURI())
        : Path.of(property);
  }
}
