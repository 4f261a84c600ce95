package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TableConfig.MaskFunction;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Elementwise;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.PreciseLinear;
import io.lanistr.tensor.precise.PreciseMask;
import io.lanistr.tensor.precise.Section;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * TabNet encoder: in each step a sparse mask chooses features, and a transformer of them gives the
 * step's decision and what the next mask looks at. Its ghost batch norms and sparse masks multiply
 * rounding errors by thousands from step to step, so it is computed in doubles.
 */
public final class TabNetEncoder {
  private final TableConfig config;
  private final GhostNorm initialNorm;
  private final FeatureTransformers transformers;
  private final Tensor[] attention;
  private final GhostNorm[] attentionNorm;

  /**
   * Result of the encoder.
   *
   * @param decisions what each step adds to the encoding, {@code [n, decision]}
   * @param masks what each step looked at, {@code [n, embedded columns]}
   */
  public record Output(Matrix[] decisions, Matrix[] masks) {

    /** The encoding: the sum of the decisions, {@code [n, decision]}. */
    public Matrix encoding(Section section) {
      Matrix sum = decisions[0];
      for (int s = 1; s < decisions.length; s++) {
        sum = Elementwise.add(section, sum, decisions[s]);
      }
      return sum;
    }

    /** The same with something added to the first decision, {@code [n, decision]}. */
    Output plus(Section section, Matrix addition) {
      Matrix[] sums = decisions.clone();
      sums[0] = Elementwise.add(section, sums[0], addition);
      return new Output(sums, masks);
    }

    /**
     * Negative entropy of the masks, {@code mean over rows and steps of sum_j M log(M + eps)}: the
     * nearer to 0, the fewer features a row uses. LANISTR does not train on it.
     */
    public Matrix maskEntropy(Section section, float eps) {
      double share = 1.0 / ((double) masks.length * Math.max(1, masks[0].rows()));
      Matrix sum = null;
      for (Matrix mask : masks) {
        Matrix one = Elementwise.negativeEntropy(section, mask, eps, share);
        sum = sum == null ? one : Elementwise.add(section, sum, one);
      }
      return sum;
    }
  }

  /**
   * @param parameters place of the encoder
   */
  public TabNetEncoder(ParameterBuilder parameters, TableConfig config) {
    this.config = config;
    int d = config.embeddedColumns();
    initialNorm =
        new GhostNorm(parameters.at("initial_bn"), d, 0, config.momentum(), config.batchNormEps());
    transformers =
        new FeatureTransformers(
            parameters,
            Stream.concat(
                    Stream.of("initial_splitter"),
                    IntStream.range(0, config.steps()).mapToObj(s -> "feat_transformers." + s))
                .toList(),
            d,
            config.decision() + config.attention(),
            config.sharedLayers(),
            config.independentLayers(),
            config);
    attention = new Tensor[config.steps()];
    attentionNorm = new GhostNorm[config.steps()];
    int a = config.attention();
    for (int s = 0; s < config.steps(); s++) {
      ParameterBuilder place = parameters.at("att_transformers." + s);
      Initializer init = Initializer.normal(Math.pow(a, -0.25));
      attention[s] = place.declare("fc.weight", SlotKind.WEIGHT, init, d, a);
      attentionNorm[s] = GhostNorm.of(place.at("bn.bn"), d, config);
    }
  }

  /**
   * @param features {@code [n, embedded columns]}
   * @param priorOrNull how far each feature may be used, {@code [n, embedded columns]}; 1 if null
   */
  public Output apply(TablePass pass, Matrix features, Matrix priorOrNull) {
    Section section = pass.section();
    int nd = config.decision();
    int na = config.attention();
    Matrix x = initialNorm.apply(pass, features);
    Matrix prior = priorOrNull == null ? section.constant(x.rows(), x.cols(), 1) : priorOrNull;
    Matrix seen = Elementwise.columns(section, transformers.apply(pass, 0, x), nd, na, false);
    Matrix[] decisions = new Matrix[config.steps()];
    Matrix[] masks = new Matrix[config.steps()];
    for (int s = 0; s < config.steps(); s++) {
      Matrix scores =
          attentionNorm[s].apply(
              pass, PreciseLinear.apply(section, seen, section.enter(attention[s])));
      masks[s] = mask(section, Elementwise.multiply(section, scores, prior)); // [n, d]
      Matrix chosen = Elementwise.multiply(section, masks[s], x);
      Matrix out = transformers.apply(pass, s + 1, chosen); // [n, nd + na]
      decisions[s] = Elementwise.columns(section, out, 0, nd, true);
      if (s + 1 < config.steps()) {
        prior = Elementwise.multiplyRest(section, prior, config.gamma(), masks[s]);
        seen = Elementwise.columns(section, out, nd, na, false);
      }
    }
    return new Output(decisions, masks);
  }

  private Matrix mask(Section section, Matrix scores) {
    return config.mask() == MaskFunction.SPARSEMAX
        ? PreciseMask.sparsemax(section, scores)
        : PreciseMask.softmax(section, scores);
  }
}
