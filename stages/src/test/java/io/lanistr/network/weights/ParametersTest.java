package io.lanistr.network.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.TinyNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.text.TextEncoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final NetworkConfig CONFIG = TinyNetwork.pretraining(0f);

  private static Parameters bound(Set<Part> frozen, long seed) {
    Parameters parameters = new LanistrNetwork(CONFIG, frozen).parameters();
    parameters.bind(new float[parameters.trainableSize()], 0, null, 0);
    parameters.bindFrozen(new float[parameters.frozenSize()]);
    parameters.initialize(seed);
    return parameters;
  }

  @Test
  void slotsFillBothVectorsWithoutGaps() {
    Parameters parameters = bound(EnumSet.of(Part.TEXT, Part.FUSION), 1);
    int trainable = 0;
    int frozen = 0;
    for (Slot slot : parameters.slots()) {
      if (slot.trainable()) {
        assertEquals(trainable, slot.offset(), slot::name);
        trainable += slot.size();
      } else {
        assertEquals(frozen, slot.offset(), slot::name);
        frozen += slot.size();
      }
    }
    assertEquals(parameters.trainableSize(), trainable);
    assertEquals(parameters.frozenSize(), frozen);
    assertTrue(frozen > 0);
  }

  @Test
  void queryKeyAndValueLieSideBySide() {
    Parameters parameters = bound(Set.of(), 1);
    String layer = "text_encoder.encoder.layer.1.attention.self.";
    for (String what : List.of(".weight", ".bias")) {
      Slot query = parameters.slot(layer + "query" + what);
      Slot key = parameters.slot(layer + "key" + what);
      Slot value = parameters.slot(layer + "value" + what);
      assertEquals(query.offset() + query.size(), key.offset());
      assertEquals(key.offset() + key.size(), value.offset());
    }
  }

  @Test
  void startDependsOnSeedAndNameOnly() {
    String name = "mm_fusion.encoder.layer.0.output.dense.weight";
    float[] values = bound(Set.of(), 1).copyOut(name);
    assertArrayEquals(values, bound(EnumSet.of(Part.FUSION), 1).copyOut(name));
    assertNotEquals(values[0], bound(Set.of(), 2).copyOut(name)[0]);
    assertNotEquals(
        values[0], bound(Set.of(), 1).copyOut("mm_fusion.encoder.layer.1.output.dense.weight")[0]);
  }

  @Test
  void startsAreDistributedAsInTheOfficialImplementation() {
    Parameters p = bound(Set.of(), 1);
    // The published 0.02 belongs to maps of 768 inputs and more; narrower ones start larger.
    String dense = "image_encoder.encoder.layer.0.output.dense.weight";
    assertDeviation(p, dense, 0.02 * Math.sqrt(768.0 / p.slot(dense).shape().get(1)), 0.1);
    assertEquals(0.02, LinearInit.deviation(768));
    assertEquals(0.02, LinearInit.deviation(3072));
    // Uniform in ±1/√fanIn has the deviation 1/√(3 fanIn).
    assertDeviation(p, "mm_proj.layer1.0.weight", 1 / Math.sqrt(3 * 16), 0.1);
    String attention = "timeseries_encoder.transformer_encoder.layers.0.self_attn.in_proj_weight";
    assertDeviation(p, attention, Math.sqrt(2.0 / (8 + 24)), 0.15);
    String glu = "tabular_encoder.encoder.initial_splitter.specifics.glu_layers.0.fc.weight";
    assertDeviation(p, glu, Math.sqrt(2) * Math.pow(12, -0.25), 0.15);
    assertArrayEquals(new float[16], p.copyOut("image_encoder.embeddings.mask_token"));
    for (float gamma : p.copyOut("mm_fusion.layernorm.weight")) {
      assertEquals(1f, gamma);
    }
    float[] words = p.copyOut("text_encoder.embeddings.word_embeddings.weight");
    for (int i = 0; i < 16; i++) {
      assertEquals(0f, words[i], "the row of [PAD]");
    }
  }

  @Test
  void wordsAndPositionsOfNarrowTextEncodersStartLarger() {
    String words = "embeddings.word_embeddings.weight";
    String positions = "embeddings.position_embeddings.weight";
    assertDeviation(textEncoder(768), words, 0.02, 0.1);
    assertDeviation(textEncoder(768), positions, 0.02, 0.1);
    assertDeviation(textEncoder(64), words, 0.3, 0.1);
    assertDeviation(textEncoder(64), positions, 1, 0.1);
  }

  private static Parameters textEncoder(int width) {
    ParameterBuilder builder = new ParameterBuilder(Set.of());
    TransformerConfig layers = TransformerConfig.of(width, 1, 4, 0f);
    TextEncoder encoder = new TextEncoder(builder, TextConfig.of(40, 12, 0, 1, 2, 3, layers));
    assertNotNull(encoder);
    Parameters parameters = builder.build();
    parameters.bind(new float[parameters.trainableSize()], 0, null, 0);
    parameters.bindFrozen(new float[0]);
    parameters.initialize(5);
    return parameters;
  }

  private static void assertDeviation(Parameters p, String name, double expected, double share) {
    double squares = 0;
    float[] values = p.copyOut(name);
    for (float v : values) {
      squares += (double) v * v;
    }
    assertEquals(expected, Math.sqrt(squares / values.length), share * expected, name);
  }

  @Test
  void sharedParametersAnswerToAllTheirNames() {
    Parameters p = bound(Set.of(), 1);
    String first = "tabular_encoder.encoder.initial_splitter.shared.shared_layers.0.weight";
    String other = "tabular_encoder.encoder.feat_transformers.2.shared.glu_layers.0.fc.weight";
    assertEquals(p.slot(first), p.slot(other));
    assertEquals(p.slot("mlm_head.predictions.bias"), p.slot("mlm_head.predictions.decoder.bias"));
    p.copyIn(other, new float[p.slot(first).size()], 0);
    assertArrayEquals(new float[p.slot(first).size()], p.copyOut(first));
  }

  @Test
  void misuseIsNamed() {
    Parameters p = new LanistrNetwork(CONFIG, Set.of()).parameters();
    assertThrows(IllegalArgumentException.class, () -> p.slot("no.such.name"));
    assertThrows(IllegalStateException.class, () -> p.copyOut("mm_fusion.cls_token"));
    assertThrows(
        IllegalArgumentException.class, () -> p.bind(new float[p.trainableSize() - 1], 0, null, 0));
    ParameterBuilder builder = new ParameterBuilder(Set.of());
    builder.vector("x", SlotKind.BIAS, Initializer.constant(0f), 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.vector("x", SlotKind.BIAS, Initializer.constant(0f), 3));
  }
}
