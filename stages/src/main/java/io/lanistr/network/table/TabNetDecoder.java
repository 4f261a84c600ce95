package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Elementwise;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.PreciseLinear;
import io.lanistr.tensor.precise.Section;
import java.util.stream.IntStream;

/** TabNet decoder: from the steps' decisions back to the embedded columns. */
public final class TabNetDecoder {
  private final FeatureTransformers transformers;
  private final Tensor reconstruction;

  /**
   * @param parameters place of the decoder
   */
  public TabNetDecoder(ParameterBuilder parameters, TableConfig config) {
    int nd = config.decision();
    transformers =
        new FeatureTransformers(
            parameters,
            IntStream.range(0, Math.max(1, config.steps()))
                .mapToObj(s -> "feat_transformers." + s)
                .toList(),
            nd,
            nd,
            config.decoderSharedLayers(),
            config.decoderIndependentLayers(),
            config);
    reconstruction =
        parameters.declare(
            "reconstruction_layer.weight",
            SlotKind.WEIGHT,
            Initializer.normal(Math.pow(nd, -0.25)),
            config.embeddedColumns(),
            nd);
  }

  /**
   * @param decisions one {@code [n, decision]} a step; one in all if there is no TabNet
   * @return {@code [n, embedded columns]}
   */
  public Matrix apply(TablePass pass, Matrix[] decisions) {
    Section section = pass.section();
    Matrix sum = null;
    for (int s = 0; s < decisions.length; s++) {
      Matrix y = transformers.apply(pass, s, decisions[s]);
      sum = sum == null ? y : Elementwise.add(section, sum, y);
    }
    return PreciseLinear.apply(section, sum, section.enter(reconstruction));
  }
}
