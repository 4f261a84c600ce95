package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.TokenDropout;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Random64;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.Tensor;
import java.util.List;

/**
 * Outputs from the fusion's CLS token: two hidden layers with ReLU and dropout, and logits; those
 * of the {@link Shortcut} are added where there is one.
 */
public final class Classifier {
  private static final long STREAM = 15;

  private final Dense first;
  private final Dense second;
  private final Dense last;
  private final Shortcut shortcutOrNull;
  private final float dropout;
  private long[] keys = new long[0];

  /**
   * @param parameters the root
   */
  public Classifier(ParameterBuilder parameters, NetworkConfig network) {
    ClassifierConfig config = network.classifier();
    int width = network.fusion().hidden();
    ParameterBuilder model = parameters.at("classifier.model");
    first = new Dense(model.at("0"), width, config.hidden(), LinearInit.DEFAULT);
    second = new Dense(model.at("3"), config.hidden(), config.hidden(), LinearInit.DEFAULT);
    last = new Dense(model.at("6"), config.hidden(), config.outputs(), LinearInit.DEFAULT);
    shortcutOrNull = config.shortcut() ? new Shortcut(parameters, network) : null;
    dropout = config.dropout();
  }

  /**
   * @param cls {@code [rows, width of the fusion]}
   * @param encoded the modalities in the batch
   * @return {@code [rows, outputs]}
   */
  public Tensor apply(Pass pass, Batch batch, Tensor cls, List<Encoded> encoded) {
    boolean drops = pass.training() && dropout > 0f;
    if (drops) {
      keys = Grow.atLeast(keys, batch.rows());
      for (int r = 0; r < batch.rows(); r++) {
        keys[r] = Random64.of(batch.seed(), batch.epoch(), batch.rowId()[r], STREAM).nextLong(0);
      }
    }
    Tensor h = hidden(pass, first.apply(pass, cls), drops, 1);
    Tensor logits = last.apply(pass, hidden(pass, second.apply(pass, h), drops, 2));
    return shortcutOrNull == null
        ? logits
        : Add.apply(
            pass.tape(),
            logits,
            shortcutOrNull.apply(pass, batch, encoded, dropout, drops ? keys : null));
  }

  private Tensor hidden(Pass pass, Tensor x, boolean drops, int site) {
    Tensor h = Relu.apply(pass.tape(), x);
    return drops ? TokenDropout.apply(pass.tape(), h, dropout, keys, site) : h;
  }
}
