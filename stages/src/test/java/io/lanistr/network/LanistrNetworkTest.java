package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanistrNetworkTest {

  @Test
  void leavingOutUnusedStatesChangesNothing() {
    for (NetworkConfig config :
        List.of(TinyNetwork.pretraining(0.1f), TinyNetwork.classification(0.1f))) {
      Batch batch = TinyNetwork.allSubsets(config);
      TinyNetwork lean = new TinyNetwork(config);
      TinyNetwork full = new TinyNetwork(config);
      // Somebody who looks at intermediate values gets them all.
      full.network.trace((name, value) -> assertTrue(value.size() > 0, name));
      StepReport leanReport = lean.step(batch);
      StepReport fullReport = full.step(batch);
      assertEquals(fullReport.total(), leanReport.total(), 1e-5);
      assertArrayEquals(full.gradients, lean.gradients, 1e-5f);
    }
  }

  @Test
  void gradientsFollowTheLoss() {
    // The paper's similarity loss stops some gradients, so its slope is another matter.
    NetworkConfig reconstruction =
        TinyNetwork.pretraining(0f).with(new LossWeights(1f, 1f, 1f, 1f, 0f));
    for (NetworkConfig config :
        List.of(
            reconstruction,
            contrastive(0f),
            contrastive(0f).withMissingTokens(true),
            TinyNetwork.classification(0f),
            withShortcut(TinyNetwork.classification(0f)).withMissingTokens(true))) {
      // TabNet's own loss takes targets and weights as constants, though they depend on parameters.
      TinyNetwork tiny = new TinyNetwork(config, Set.of(Part.TABLE), 7);
      Batch batch = TinyNetwork.allSubsets(config);
      tiny.step(batch);
      double norm = norm(tiny.gradients);
      double slope = slope(tiny, batch, 1e-4);
      assertEquals(norm, slope, 0.01 * norm, () -> String.valueOf(config.similarity()));
    }
  }

  private static NetworkConfig withShortcut(NetworkConfig plain) {
    return plain.forClassification(new ClassifierConfig(12, 3, 0f, true, TargetLoss.CROSS_ENTROPY));
  }

  private static NetworkConfig withOverview(NetworkConfig plain, int steps) {
    TableConfig table = plain.table();
    return TinyNetwork.withTable(
        plain,
        TableConfig.of(table.cardinalities(), table.categoryWidth(), table.decision(), steps, 10));
  }

  @Test
  void gradientsFollowTheLossThroughTheTablesOverviewWithAndWithoutTabNet() {
    for (int steps : new int[] {2, 0}) {
      NetworkConfig config = withOverview(TinyNetwork.classification(0f), steps);
      TinyNetwork tiny = new TinyNetwork(config);
      Batch batch = new Batch(config);
      for (int id = 1; id <= 12; id++) {
        TinyNetwork.addRow(batch, id, TinyNetwork.TABLE);
      }
      tiny.step(batch);
      Slot hidden = tiny.network.parameters().find("tabular_encoder.overview.hidden.weight");
      // Only the overview moves, as TabNet's sparse masks have kinks.
      for (int i = 0; i < tiny.gradients.length; i++) {
        boolean inside = i >= hidden.offset() && i < hidden.offset() + hidden.size();
        tiny.gradients[i] = inside ? tiny.gradients[i] : 0f;
      }
      double norm = norm(tiny.gradients);
      assertTrue(norm > 1e-3, "the overview takes part: " + norm);
      // Longer ways meet the kinks of the ReLUs.
      assertEquals(norm, slope(tiny, batch, 2e-3), 0.01 * norm);
    }
  }

  @Test
  void withoutTabNetTheOverviewIsPretrainedAlone() {
    NetworkConfig config = withOverview(TinyNetwork.pretraining(0f), 0);
    TinyNetwork tiny = new TinyNetwork(config);
    assertNull(
        tiny.network.parameters().find("tabular_encoder.encoder.att_transformers.0.fc.weight"));
    Batch batch = new Batch(config);
    for (int id = 1; id <= 12; id++) {
      TinyNetwork.addRow(batch, id, TinyNetwork.TABLE);
    }
    TinyNetwork.masked(batch, config);
    assertTrue(tiny.step(batch).table() > 0);
    Slot hidden = tiny.network.parameters().find("tabular_encoder.overview.hidden.weight");
    double sum = 0;
    for (int i = 0; i < hidden.size(); i++) {
      sum += Math.abs(tiny.gradients[hidden.offset() + i]);
    }
    assertTrue(sum > 1e-3, "the reconstruction trains the overview: " + sum);
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> TableConfig.of(List.of(0), 1, 4, 0, 0));
    assertTrue(refusal.getMessage().contains("overview"), refusal.getMessage());
  }

  @Test
  void aStepDoesNotDependOnTheStepsBefore() {
    for (NetworkConfig config :
        List.of(
            TinyNetwork.pretraining(0.1f), contrastive(0.1f), TinyNetwork.classification(0.1f))) {
      TinyNetwork used = new TinyNetwork(config);
      for (int round = 0; round < 6; round++) {
        Batch batch = new Batch(config);
        for (int row = 0; row < 3 + 5 * (round % 3); row++) {
          TinyNetwork.addRow(batch, 100 * round + row, 1 + (7 * round + row) % TinyNetwork.ALL);
        }
        TinyNetwork.masked(batch, config);
        TinyNetwork fresh = new TinyNetwork(config);
        assertEquals(fresh.step(batch), used.step(batch), "round " + round);
        assertArrayEquals(fresh.gradients, used.gradients, "round " + round);
      }
    }
  }

  private static NetworkConfig contrastive(float dropout) {
    return TinyNetwork.pretraining(dropout)
        .forPretraining(new SimilarityConfig(24, 20, 8, false, 0.2f));
  }

  @Test
  void rowsOfOneModalityHaveNothingToContrast() {
    NetworkConfig config = contrastive(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch singles = new Batch(config);
    TinyNetwork.addRow(singles, 1, TinyNetwork.TEXT);
    TinyNetwork.addRow(singles, 2, TinyNetwork.SERIES);
    StepReport none = tiny.step(TinyNetwork.masked(singles, config));
    assertEquals(0, none.similarity());
    assertEquals(0, none.tokens());
    assertTrue(none.text() > 0 && none.series() > 0, none::toString);
    // 11 of the 15 subsets have two modalities or more.
    StepReport some = tiny.step(TinyNetwork.allSubsets(config));
    assertEquals(11, some.tokens());
    assertTrue(some.similarity() > 0, some::toString);
  }

  /** Slope of the loss along the gradient, by central differences over a way of this length. */
  private static double slope(TinyNetwork tiny, Batch batch, double length) {
    double step = length / norm(tiny.gradients);
    float[] start = tiny.weights.clone();
    return (along(tiny, batch, start, step) - along(tiny, batch, start, -step)) / (2 * length);
  }

  /** Loss at {@code start + step gradient}. */
  private static double along(TinyNetwork tiny, Batch batch, float[] start, double step) {
    for (int i = 0; i < start.length; i++) {
      tiny.weights[i] = (float) (start[i] + step * tiny.gradients[i]);
    }
    return tiny.forward(batch, LossTotals.count(batch)).total();
  }

  @Test
  void scaleMultipliesGradientsOnly() {
    NetworkConfig config = TinyNetwork.classification(0f);
    Batch batch = TinyNetwork.allSubsets(config);
    TinyNetwork tiny = new TinyNetwork(config);
    StepReport report = tiny.step(batch);
    float[] once = tiny.gradients.clone();
    Arrays.fill(tiny.gradients, 0f);
    assertEquals(report, tiny.network.classify(batch, LossTotals.count(batch), 3f));
    tiny.network.backward();
    for (int i = 0; i < once.length; i++) {
      assertEquals(3 * once[i], tiny.gradients[i], 1e-5 + 1e-4 * Math.abs(once[i]));
    }
  }

  @Test
  void frozenPartsHaveNoPlaceInTheTrainedVector() {
    Set<Part> frozen = EnumSet.of(Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE);
    TinyNetwork tiny = new TinyNetwork(TinyNetwork.classification(0f), frozen, 7);
    int trained = 0;
    for (Slot slot : tiny.network.parameters().slots()) {
      assertEquals(!frozen.contains(slot.part()), slot.trainable(), slot::name);
      trained += slot.trainable() ? slot.size() : 0;
    }
    assertEquals(tiny.weights.length, trained);
    tiny.step(TinyNetwork.allSubsets(tiny.network.config()));
    assertTrue(norm(tiny.gradients) > 0);
  }

  @Test
  void freezingChangesNeitherStartNorScores() {
    NetworkConfig config = TinyNetwork.classification(0f);
    Batch batch = TinyNetwork.allSubsets(config);
    TinyNetwork frozen = new TinyNetwork(config, EnumSet.of(Part.TEXT, Part.TABLE), 7);
    assertArrayEquals(new TinyNetwork(config).embed(batch), frozen.embed(batch));
  }

  @Test
  void dropoutIsDrawnAnewEachEpochAndOnlyInTraining() {
    NetworkConfig config = TinyNetwork.classification(0.3f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch batch = TinyNetwork.allSubsets(config);
    batch.randomness(1, 1);
    double first = tiny.step(batch).total();
    assertEquals(first, tiny.step(batch).total());
    batch.randomness(1, 2);
    assertNotEquals(first, tiny.step(batch).total());
    tiny.network.training(false);
    double scored = tiny.step(batch).total();
    batch.randomness(1, 3);
    assertEquals(scored, tiny.step(batch).total());
  }

  @Test
  void frozenTabNetKeepsItsStatistics() {
    NetworkConfig config = TinyNetwork.classification(0f);
    TinyNetwork tiny = new TinyNetwork(config, EnumSet.of(Part.TABLE), 7);
    float[] before = buffers(tiny);
    tiny.step(TinyNetwork.allSubsets(config));
    assertArrayEquals(before, buffers(tiny));
  }

  @Test
  void reestimatedStatisticsAreThoseOfTheRowsSeen() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch batch = new Batch(config);
    for (long id = 1; id <= 32; id++) {
      TinyNetwork.addRow(batch, id, TinyNetwork.TABLE);
    }
    tiny.network.beginStatistics();
    tiny.network.observe(batch);
    tiny.network.observe(batch);
    assertEquals(64, tiny.network.endStatistics());
    float[] mean =
        tiny.network.buffers().vectors().get("tabular_encoder.encoder.initial_bn.running_mean");
    float[] variance =
        tiny.network.buffers().vectors().get("tabular_encoder.encoder.initial_bn.running_var");
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 32; i++) {
      double value = batch.tables().features()[i * 5];
      sum += value;
      squares += value * value;
    }
    assertEquals(sum / 32, mean[0], 1e-5);
    assertEquals((squares - sum * sum / 32) / 31, variance[0], 1e-5);
  }

  @Test
  void statisticsTravelAsOneVector() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork one = new TinyNetwork(config);
    one.step(TinyNetwork.allSubsets(config));
    float[] moved = buffers(one);
    TinyNetwork other = new TinyNetwork(config);
    other.network.buffers().copyIn(moved, 0);
    assertArrayEquals(moved, buffers(other));
    Batch batch = TinyNetwork.allSubsets(config);
    assertArrayEquals(one.embed(batch), other.embed(batch));
  }

  @Test
  void projectorMayNormaliseOverTokens() {
    SimilarityConfig heads = new SimilarityConfig(24, 20, 8, true);
    NetworkConfig config = TinyNetwork.pretraining(0f).forPretraining(heads);
    TinyNetwork tiny = new TinyNetwork(config);
    StepReport report = tiny.step(TinyNetwork.allSubsets(config));
    assertTrue(Double.isFinite(report.total()));
    assertTrue(tiny.network.buffers().modules().containsKey("mm_proj.layer3.1."));
    // Normalised projections can't all point one way.
    assertTrue(report.spread() > 0.5, report::toString);
  }

  @Test
  void stepsOfEqualSizeAllocateNoArraysToSpeakOf() {
    NetworkConfig config = TinyNetwork.pretraining(0.1f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch batch = TinyNetwork.allSubsets(config);
    for (int i = 0; i < 20; i++) {
      tiny.step(batch);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    int steps = 10;
    for (int i = 0; i < steps; i++) {
      tiny.step(batch);
    }
    long perStep = (threads.getThreadAllocatedBytes(id) - before) / steps;
    // The values of one step take more than a megabyte; what is left are small objects.
    assertTrue(perStep < 300_000, () -> perStep + " bytes a step");
  }

  @Test
  void networkTellsWhatItCannotDo() {
    TinyNetwork tiny = new TinyNetwork(TinyNetwork.pretraining(0f));
    Batch batch = TinyNetwork.allSubsets(tiny.network.config());
    assertThrows(
        IllegalStateException.class,
        () -> tiny.network.classify(batch, LossTotals.count(batch), 1f));
    LanistrNetwork unbound = new LanistrNetwork(TinyNetwork.pretraining(0f), Set.of());
    assertThrows(
        IllegalStateException.class, () -> unbound.pretrain(batch, LossTotals.count(batch), 1f));
    assertThrows(IllegalStateException.class, unbound::backward);
  }

  private static float[] buffers(TinyNetwork tiny) {
    float[] values = new float[tiny.network.buffers().size()];
    tiny.network.buffers().copyOut(values, 0);
    return values;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }
}
