package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A step gives the same losses and gradients however its rows are cut into slices. */
class SlicesTest {
  // TabNet's batch statistics are those of the slice; frozen, it uses its running ones.
  private static final Set<Part> FROZEN = Set.of(Part.TABLE);

  @Test
  void pretrainingOfSlicesAddsUp() {
    addUp(TinyNetwork.pretraining(0f));
  }

  @Test
  void pretrainingOfSlicesAddsUpWithDropout() {
    addUp(TinyNetwork.pretraining(0.2f));
  }

  @Test
  void classificationOfSlicesAddsUpWithDropout() {
    addUp(TinyNetwork.classification(0.2f));
  }

  private static void addUp(NetworkConfig config) {
    TinyNetwork tiny = new TinyNetwork(config, FROZEN, 7);
    Batch whole = TinyNetwork.allSubsets(config);
    LossTotals totals = LossTotals.count(whole);
    StepReport report = tiny.step(whole, totals);
    float[] gradients = tiny.gradients.clone();

    float[] sum = new float[gradients.length];
    StepReport sumReport = StepReport.ZERO;
    LossTotals sumTotals = LossTotals.ZERO;
    // Slice 3 has no row, and other slices lack some modalities altogether.
    int[] cuts = {1, 2, 4, 9, 9, 16};
    for (int s = 0; s + 1 < cuts.length; s++) {
      Batch slice = new Batch(config);
      for (int subset = cuts[s]; subset < cuts[s + 1]; subset++) {
        TinyNetwork.addRow(slice, subset, subset);
      }
      TinyNetwork.masked(slice, config);
      sumTotals = sumTotals.plus(LossTotals.count(slice));
      sumReport = sumReport.plus(tiny.step(slice, totals));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += tiny.gradients[i];
      }
    }
    assertEquals(totals, sumTotals);
    assertClose(report, sumReport);
    double largest = 0;
    for (float g : gradients) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < sum.length; i++) {
      assertEquals(gradients[i], sum[i], 2e-6 * largest, "gradient " + i);
    }
  }

  private static void assertClose(StepReport whole, StepReport sum) {
    assertEquals(whole.total(), sum.total(), 1e-5);
    assertEquals(whole.text(), sum.text(), 1e-5);
    assertEquals(whole.image(), sum.image(), 1e-5);
    assertEquals(whole.series(), sum.series(), 1e-5);
    assertEquals(whole.table(), sum.table(), 1e-5);
    assertEquals(whole.similarity(), sum.similarity(), 1e-5);
    assertEquals(whole.classification(), sum.classification(), 1e-5);
    assertEquals(whole.tokens(), sum.tokens());
  }
}
