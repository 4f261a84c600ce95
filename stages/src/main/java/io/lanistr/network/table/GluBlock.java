package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Elementwise;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.PreciseGlu;
import io.lanistr.tensor.precise.PreciseLinear;
import io.lanistr.tensor.precise.Section;
import java.util.List;

/**
 * Gated linear units one after another: {@code h = GBN(fc(x))}, {@code h[:, :d] sigmoid(h[:, d:])},
 * added to the input and scaled by √½, except for the very first, which changes the width. Places
 * may share the linear maps; batch normalisation is each place's own.
 */
final class GluBlock {
  private static final double HALF_VARIANCE = Math.sqrt(0.5);

  private final Tensor[] maps;
  private final GhostNorm[] norms;
  private final boolean first;

  /**
   * @param parameters place of the block
   * @param maps its linear maps, {@code [2 x width, in]} each
   * @param first whether the first unit has no residual
   */
  GluBlock(ParameterBuilder parameters, List<Tensor> maps, boolean first, TableConfig config) {
    this.maps = maps.toArray(new Tensor[0]);
    this.first = first;
    norms = new GhostNorm[maps.size()];
    for (int k = 0; k < norms.length; k++) {
      norms[k] =
          GhostNorm.of(parameters.at("glu_layers." + k + ".bn.bn"), maps.get(k).rows(), config);
    }
  }

  /** Declares a linear map without bias, as TabNet starts it. */
  static Tensor map(ParameterBuilder parameters, String name, int in, int width) {
    Initializer init = Initializer.normal(Math.sqrt(2 / Math.sqrt(in)));
    return parameters.declare(name, SlotKind.WEIGHT, init, 2 * width, in);
  }

  /** From {@code [n, in]} to {@code [n, width]}. */
  Matrix apply(TablePass pass, Matrix x) {
    Section section = pass.section();
    Matrix y = x;
    for (int k = 0; k < maps.length; k++) {
      Matrix h = PreciseLinear.apply(section, y, section.enter(maps[k])); // [n, 2d]
      Matrix gated = PreciseGlu.apply(section, norms[k].apply(pass, h)); // [n, d]
      y = k == 0 && first ? gated : Elementwise.addScaled(section, y, gated, HALF_VARIANCE);
    }
    return y;
  }
}
