package io.lanistr.network.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.network.TinyNetwork;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Parameters;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureLossTest {

  @Test
  void averagesWeightedSquaresOverHiddenColumnsOfEachRow() {
    Tape tape = new Tape(new Arena());
    Tensor x = Tensor.parameter(3, 2);
    float[] gradient = new float[6];
    x.bind(new float[] {1, 2, 3, 4, 5, 6}, 0, gradient, 0);
    Tensor target = Tensor.of(new float[] {0, 0, 1, 1, 2, 2}, 0, 3, 2);
    boolean[] hidden = {true, false, true, true, false, false};
    float[] weight = {0.5f, 2f};
    Tensor loss = FeatureLoss.apply(tape, x, target, weight, hidden, 4);
    // Rows: 1² 0.5; (2² 0.5 + 3² 2) / 2; nothing hidden.
    assertEquals((0.5 + 10) / 4, loss.scalar(), 1e-6);
    tape.backward(loss);
    float[] expected = {0.25f, 0, 2 * 2 * 0.5f / 2 / 4, 2 * 3 * 2f / 2 / 4, 0, 0};
    assertArrayEquals(expected, gradient, 1e-6f);
  }

  @Test
  void embeddedColumnsAreWeightedByTheVarianceOverTheirCategories() {
    TableConfig config = TinyNetwork.pretraining(0f).table(); // columns 1 and 3 are categories
    ParameterBuilder builder = new ParameterBuilder(Set.of());
    CategoryEmbedding embedding = new CategoryEmbedding(builder, config);
    Parameters parameters = builder.build();
    parameters.bind(new float[parameters.trainableSize()], 0, null, 0);
    parameters.copyIn("embeddings.0.weight", new float[] {1, 5, 2, 5, 3, 5, 4, 5}, 0);
    parameters.copyIn("embeddings.1.weight", new float[] {0, 1, 0, -1, 3, 0}, 0);
    float[] weights = embedding.errorWeights();
    // 1, 2, 3, 4 vary by 5/3; a dimension that is equal for all categories counts 1.
    assertArrayEquals(new float[] {1, 0.6f, 1, 1, 1 / 3f, 1, 1}, weights, 1e-6f);
  }
}
