package io.lanistr.network.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.TinyNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkJsonTest {

  @Test
  void configurationSurvivesJson() {
    NetworkConfig four = TinyNetwork.pretraining(0.1f);
    NetworkConfig one =
        new NetworkConfig(
            null,
            null,
            null,
            four.table(),
            four.fusion(),
            null,
            new ClassifierConfig(8, 5, 0.5f),
            new LossWeights(1f, 2f, 0.3f, 0f, 1f),
            Compatibility.OFFICIAL);
    NetworkConfig more =
        four.withMissingTokens(true)
            .forClassification(new ClassifierConfig(8, 5, 0f, true, TargetLoss.CROSS_ENTROPY));
    for (NetworkConfig config :
        List.of(four, one, more, four.with(Compatibility.OFFICIAL_SINGLE_ITEM))) {
      assertEquals(config, NetworkJson.read(NetworkJson.write(config)));
    }
  }

  @Test
  void whatIsWrongIsNamed() {
    String json = NetworkJson.write(TinyNetwork.pretraining(0f));
    assertNamed(json.replace("\"maxSteps\":9", "\"maxSteps\":\"many\""), "series.maxSteps");
    assertNamed(json.replace("\"patch\":4,", ""), "image.patch");
    assertNamed(json.replace("SPARSEMAX", "HARDMAX"), "SPARSEMAX");
    assertNamed(json.replace("\"heads\":4", "\"heads\":5"), "does not divide");
    assertNamed("[]", "JSON object");
    assertNamed("{", "not JSON");
  }

  private static void assertNamed(String json, String expected) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> NetworkJson.read(json));
    assertTrue(error.getMessage().contains(expected), error::getMessage);
  }

  @Test
  void impossibleSizesAreRefused() {
    TransformerConfig encoder = TransformerConfig.of(8, 1, 2, 0f);
    assertThrows(IllegalArgumentException.class, () -> new ImageConfig(3, 10, 8, 4, encoder));
    assertThrows(IllegalArgumentException.class, () -> TextConfig.of(10, 8, 0, 1, 2, 10, encoder));
    assertThrows(IllegalArgumentException.class, () -> TransformerConfig.of(8, 1, 3, 0f));
    assertThrows(IllegalArgumentException.class, () -> new ClassifierConfig(8, 1, 0f));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new NetworkConfig(
                null,
                null,
                null,
                null,
                encoder,
                null,
                null,
                LossWeights.DEFAULT,
                Compatibility.NONE));
  }
}
