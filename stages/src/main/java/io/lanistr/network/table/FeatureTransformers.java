package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * TabNet's feature transformers of an encoder or a decoder: some layers whose linear maps all steps
 * share, then some of each step's own.
 */
final class FeatureTransformers {

  /** One step's transformer. */
  private record Step(GluBlock shared, GluBlock own) {
    Matrix apply(TablePass pass, Matrix x) {
      Matrix y = shared == null ? x : shared.apply(pass, x);
      return own == null ? y : own.apply(pass, y);
    }
  }

  private final List<Step> steps = new ArrayList<>();

  /**
   * @param parameters place of the encoder or decoder
   * @param names name of each step within it; the shared maps are the first step's
   * @param in width of the input
   * @param width width of the output
   */
  FeatureTransformers(
      ParameterBuilder parameters,
      List<String> names,
      int in,
      int width,
      int sharedLayers,
      int ownLayers,
      TableConfig config) {
    List<Tensor> maps = new ArrayList<>();
    for (String name : names) {
      ParameterBuilder shared = parameters.at(name).at("shared");
      for (int k = 0; k < sharedLayers; k++) {
        String map = "shared_layers." + k + ".weight";
        if (maps.size() == k) {
          maps.add(GluBlock.map(shared, map, k == 0 ? in : width, width));
        } else if (!name.equals(names.get(0))) {
          shared.alias(map, fullName(parameters, names, map));
        }
        shared.alias("glu_layers." + k + ".fc.weight", fullName(parameters, names, map));
      }
      ParameterBuilder own = parameters.at(name).at("specifics");
      List<Tensor> ownMaps = new ArrayList<>();
      for (int k = 0; k < ownLayers; k++) {
        int from = k == 0 && sharedLayers == 0 ? in : width;
        ownMaps.add(GluBlock.map(own, "glu_layers." + k + ".fc.weight", from, width));
      }
      steps.add(
          new Step(
              sharedLayers == 0 ? null : new GluBlock(shared, maps, true, config),
              ownLayers == 0 ? null : new GluBlock(own, ownMaps, sharedLayers == 0, config)));
    }
  }

  private static String fullName(ParameterBuilder parameters, List<String> names, String map) {
    return parameters.at(names.get(0)).at("shared").fullName(map);
  }

  /** From {@code [n, in]} to {@code [n, width]} by one step's transformer. */
  Matrix apply(TablePass pass, int step, Matrix x) {
    return steps.get(step).apply(pass, x);
  }
}
