package io.lanistr.network.golden;

import io.lanistr.network.layer.Pass;
import io.lanistr.network.table.TablePass;
import io.lanistr.network.weights.Buffers;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Section;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some modules of the network with the weights of a golden case, and their gradients. */
final class Harness {
  final GoldenCase golden;
  final Comparison comparison;
  final Map<String, GoldenTensor> inputs;
  final Tape tape = new Tape(new Arena());
  final ParameterBuilder builder = new ParameterBuilder(Set.of());
  final Map<String, float[]> traced = new HashMap<>();
  private final Map<String, GoldenTensor> weights;
  private Parameters parameters;
  private Buffers buffers;
  private float[] gradients;

  Harness(GoldenCase golden) throws IOException {
    this.golden = golden;
    this.comparison = new Comparison(golden);
    this.inputs = golden.inputs();
    this.weights = golden.weights();
  }

  /** Lays out what was declared and loads it; every stored tensor must have a place. */
  void load(List<String> unusedPrefixes) {
    parameters = builder.build();
    buffers = builder.buildBuffers();
    gradients = new float[parameters.trainableSize()];
    parameters.bind(new float[parameters.trainableSize()], 0, gradients, 0);
    WeightLoading.load(
        parameters,
        buffers,
        weights,
        name -> name,
        name -> unusedPrefixes.stream().anyMatch(name::startsWith));
  }

  Pass pass() {
    return new Pass(tape, golden.training(), (name, value) -> traced.put(name, value.toArray()));
  }

  /** The same for TabNet, in a section of its own. */
  TablePass tablePass() {
    Section section = new Section();
    section.start(tape, true);
    return new TablePass(section, golden.training());
  }

  /** An input that wants a gradient, as rows of its last axis. */
  Tensor variable(String name) {
    return variable(inputs.get(name));
  }

  static Tensor variable(GoldenTensor input) {
    int cols = input.extent(-1);
    int rows = input.size() / cols;
    Tensor tensor = Tensor.parameter(rows, cols);
    tensor.bind(input.floats().clone(), 0, new float[input.size()], 0);
    return tensor;
  }

  float[] input(String name) {
    return inputs.get(name).floats();
  }

  void zeroGradients() {
    Arrays.fill(gradients, 0f);
  }

  static float[] gradient(Tensor tensor) {
    int from = tensor.gradOffset();
    return Arrays.copyOfRange(tensor.grad(), from, from + tensor.size());
  }

  /** Compares the gradient of every parameter; those without one must have none here either. */
  void checkGradients(String prefix) {
    Set<String> without = Set.copyOf(golden.names("params_without_grad"));
    for (Slot slot : parameters.slots()) {
      float[] gradient = Arrays.copyOfRange(gradients, slot.offset(), slot.offset() + slot.size());
      if (without.contains(slot.name())) {
        comparison.within("grad." + slot.name(), gradient, new float[slot.size()], 1e-30);
      } else {
        comparison.check(prefix + slot.name(), gradient);
      }
    }
  }

  void checkBuffers() {
    WeightLoading.checkBuffers(buffers, weights, comparison, name -> name);
  }

  void checkTraced(String tracedName, String expectedName) {
    float[] value = traced.get(tracedName);
    if (value == null) {
      comparison.require(false, "nothing traced as " + tracedName);
    } else {
      comparison.check(expectedName, value);
    }
  }
}
