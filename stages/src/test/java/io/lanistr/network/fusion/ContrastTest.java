package io.lanistr.network.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contrastive loss against its formula. */
class ContrastTest {
  private static final float TEMPERATURE = 0.5f;

  private static double loss(float[] z, int rows, int width, long allRows) {
    Tape tape = new Tape(new Arena());
    SimilarityHeads heads =
        new SimilarityHeads(
            new ParameterBuilder(Set.of()),
            8,
            new SimilarityConfig(8, width, 4, false, TEMPERATURE));
    Tensor both = Tensor.of(z, 0, 2 * rows, width);
    return heads
        .contrast(new Pass(tape, true, null), new SimilarityHeads.Output(both, null), allRows)
        .scalar();
  }

  @Test
  void equalDirectionsCannotBeToldApart() {
    float[] z = {1, 2, 2, 4, 3, 6, 1, 2, 0.5f, 1, 2, 4};
    assertEquals(Math.log(3), loss(z, 3, 2, 3), 1e-5);
    assertEquals(Math.log(3) / 2, loss(z, 3, 2, 6), 1e-5, "a sum over rows divided by all rows");
  }

  @Test
  void partnersOfOneDirectionAreFoundAmongOrthogonalOnes() {
    float[] z = {2, 0, 0, 3, 1, 0, 0, 5};
    double logit = 1 / TEMPERATURE;
    double expected = Math.log(Math.exp(logit) + 1) - logit;
    assertEquals(expected, loss(z, 2, 2, 2), 1e-5);
  }

  @Test
  void bothDirectionsOfTheSearchCountHalf() {
    // The masked parts point the same way; the others do not.
    float[] z = {1, 0, 1, 0, 1, 0, 0, 1};
    double logit = 1 / TEMPERATURE;
    double fromMasked = (Math.log(Math.exp(logit) + 1) - logit) + Math.log(Math.exp(logit) + 1);
    double fromOthers = 2 * Math.log(2);
    assertEquals((fromMasked + fromOthers) / 4, loss(z, 2, 2, 2), 1e-5);
  }
}
