package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.Tensor;

/**
 * A perceptron with one hidden layer over all features of a table.
 *
 * <p>TabNet first has to learn which features to look at, step by step, which takes thousands of
 * labelled rows; a perceptron finds what the features say together from a hundred.
 */
final class TableOverview {
  private final Dense hidden;
  private final Dense out;

  /**
   * @param parameters place of the overview
   */
  TableOverview(ParameterBuilder parameters, TableConfig config) {
    hidden =
        new Dense(
            parameters.at("hidden"),
            config.embeddedColumns(),
            config.overview(),
            LinearInit.DEFAULT);
    out = new Dense(parameters.at("out"), config.overview(), config.decision(), LinearInit.DEFAULT);
  }

  /**
   * @param features {@code [n, embedded columns]}, what is hidden being 0
   * @return {@code [n, decision]}
   */
  Tensor apply(Pass pass, Tensor features) {
    return out.apply(pass, Relu.apply(pass.tape(), hidden.apply(pass, features)));
  }
}
