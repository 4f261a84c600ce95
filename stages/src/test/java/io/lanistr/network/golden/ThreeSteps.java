package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.weights.Slot;
import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.training.optimizer.AdamWUpdate;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.optimizer.ParameterGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** AdamW with clipping on a case's flat vector, and the state that it must lead to. */
final class ThreeSteps {
  private static final String UPDATES = "num_batches_tracked";

  private final GoldenCase golden;
  private final float[] weights;
  private final float[] gradients;
  private final ParameterGroups groups;
  private final Moments moments;
  private final double rate;
  private final double clip;
  private final List<Double> norms = new ArrayList<>();

  ThreeSteps(GoldenCase golden, float[] weights, float[] gradients) {
    this.golden = golden;
    this.weights = weights;
    this.gradients = gradients;
    JsonNode optimizer = golden.config().get("optimizer");
    rate = optimizer.get("lr").asDouble();
    clip = optimizer.get("clip_global_norm").asDouble();
    groups = ParameterGroups.uniform(weights.length, optimizer.get("weight_decay").asDouble());
    moments = new Moments(weights.length, false);
  }

  int count() {
    return golden.config().get("optimizer").get("steps").asInt();
  }

  /** One update with the gradients that are there. */
  void update() {
    double norm = Math.sqrt(AdamWUpdate.sumOfSquares(gradients, 0, gradients.length));
    norms.add(norm);
    float factor = (float) AdamWUpdate.clipping(norm, clip);
    AdamWUpdate.apply(groups, 0, moments, weights, 0, gradients, 0, factor, rate, norms.size());
  }

  /** Norms of the gradients before clipping. */
  float[] norms() {
    float[] values = new float[norms.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = norms.get(i).floatValue();
    }
    return values;
  }

  /**
   * Compares the state after the steps: tightly where the gradients were well above rounding noise,
   * elsewhere to within what AdamW can move. What is not stored must not have changed.
   */
  void compareState(
      LanistrNetwork network,
      Comparison comparison,
      Map<String, GoldenTensor> before,
      UnaryOperator<String> rename)
      throws IOException {
    Map<String, GoldenTensor> after = golden.stored("after3");
    Map<String, GoldenTensor> reliable = golden.stored("after3_reliable");
    Map<String, float[]> buffers = network.buffers().vectors();
    Map<String, BatchNormStatistics> modules = network.buffers().modules();
    before.forEach(
        (official, tensor) -> {
          String name = rename.apply(official);
          Slot slot = network.parameters().find(name);
          if (network.parameters().aliases().containsKey(name)) {
            return; // compared under its first name
          }
          GoldenTensor want = after.remove(official);
          if (slot == null && !buffers.containsKey(name) && !name.endsWith(UPDATES)) {
            comparison.require(want == null, official + " is unused, but changed there");
          } else if (name.endsWith(UPDATES)) {
            BatchNormStatistics statistics =
                modules.get(name.substring(0, name.length() - UPDATES.length()));
            long updates = statistics == null ? 0 : statistics.updates();
            long expected = want == null ? tensor.integers()[0] : want.integers()[0];
            comparison.require(
                tensor.integers()[0] + updates == expected, official + " after the steps");
          } else {
            float[] got =
                slot == null ? buffers.get(name) : network.parameters().copyOut(slot.name());
            compare(comparison, official, got, want == null ? tensor : want, reliable);
          }
        });
    comparison.require(after.isEmpty(), "after the steps, not compared: " + after.keySet());
  }

  /** A tenth of a full step, or what two right evaluations differ by with some room. */
  private double tolerance() {
    double noise = golden.config().path("after3_max_err_f32_vs_f64_on_reliable").asDouble();
    return Math.max(0.1 * rate, 5 * noise);
  }

  private void compare(
      Comparison comparison,
      String name,
      float[] got,
      GoldenTensor want,
      Map<String, GoldenTensor> reliable) {
    GoldenTensor mask = reliable.get(name);
    float[] tight = got.clone();
    float[] loose = got.clone();
    for (int i = 0; i < got.length; i++) {
      boolean determined = mask == null || (mask.integers()[i / 8] >> (i % 8) & 1) != 0;
      (determined ? loose : tight)[i] = want.floats()[i];
    }
    comparison.within("after3 " + name, tight, want.floats(), tolerance());
    comparison.within("after3 " + name + " (noise)", loose, want.floats(), 6 * rate);
  }
}
