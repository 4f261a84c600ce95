package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TableConfig.MaskFunction;
import io.lanistr.network.layer.BatchNorm;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.Multiply;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.Softmax;
import io.lanistr.tensor.Sparsemax;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * TabNet encoder: in each step a sparse mask chooses features, and a transformer of them gives the
 * step's decision and what the next mask looks at.
 */
public final class TabNetEncoder {
  private final TableConfig config;
  private final BatchNorm initialNorm;
  private final FeatureTransformers transformers;
  private final Tensor[] attention;
  private final BatchNorm[] attentionNorm;

  /**
   * Result of the encoder.
   *
   * @param decisions what each step adds to the encoding, {@code [n, decision]}
   * @param masks what each step looked at, {@code [n, embedded columns]}
   */
  public record Output(Tensor[] decisions, Tensor[] masks) {}

  /**
   * @param parameters place of the encoder
   */
  public TabNetEncoder(ParameterBuilder parameters, TableConfig config) {
    this.config = config;
    int d = config.embeddedColumns();
    initialNorm =
        new BatchNorm(parameters.at("initial_bn"), d, 0, config.momentum(), config.batchNormEps());
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
    attentionNorm = new BatchNorm[config.steps()];
    int a = config.attention();
    for (int s = 0; s < config.steps(); s++) {
      ParameterBuilder place = parameters.at("att_transformers." + s);
      Initializer init = Initializer.normal(Math.pow(a, -0.25));
      attention[s] = place.declare("fc.weight", SlotKind.WEIGHT, init, d, a);
      attentionNorm[s] =
          new BatchNorm(
              place.at("bn.bn"),
              d,
              config.virtualBatch(),
              config.momentum(),
              config.batchNormEps());
    }
  }

  /**
   * @param features {@code [n, embedded columns]}
   * @param priorOrNull how far each feature may be used, {@code [n, embedded columns]}; 1 if null
   */
  public Output apply(Pass pass, Tensor features, Tensor priorOrNull) {
    Tape tape = pass.tape();
    int nd = config.decision();
    Tensor x = initialNorm.apply(pass, features);
    Tensor prior = priorOrNull == null ? ones(tape, x.rows(), x.cols()) : priorOrNull;
    Tensor seen = Columns.slice(tape, transformers.apply(pass, 0, x), nd, config.attention());
    Tensor[] decisions = new Tensor[config.steps()];
    Tensor[] masks = new Tensor[config.steps()];
    for (int s = 0; s < config.steps(); s++) {
      Tensor scores = attentionNorm[s].apply(pass, Linear.apply(tape, seen, attention[s], null));
      masks[s] = mask(tape, Multiply.apply(tape, scores, prior)); // [n, d]
      Tensor out = transformers.apply(pass, s + 1, Multiply.apply(tape, masks[s], x));
      decisions[s] = Relu.apply(tape, Columns.slice(tape, out, 0, nd));
      if (s + 1 < config.steps()) {
        prior = PriorUpdate.apply(tape, prior, masks[s], config.gamma());
        seen = Columns.slice(tape, out, nd, config.attention());
      }
    }
    return new Output(decisions, masks);
  }

  private Tensor mask(Tape tape, Tensor scores) {
    return config.mask() == MaskFunction.SPARSEMAX
        ? Sparsemax.apply(tape, scores)
        : Softmax.apply(tape, scores);
  }

  private static Tensor ones(Tape tape, int rows, int cols) {
    Tensor ones = tape.allocate(rows, cols);
    Arrays.fill(ones.data(), ones.offset(), ones.offset() + ones.size(), 1f);
    return ones;
  }
}
