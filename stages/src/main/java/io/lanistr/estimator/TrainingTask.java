package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.data.RowColumns;
import java.util.List;
import java.util.function.Consumer;

/**
 * A network to train on the columns of a table.
 *
 * @param startOrNull network whose parameters it starts from where it has them
 * @param classNames names of the classes; empty if they have none
 * @param finish changes the trained network before it is kept
 * @param unfreezeEvery see {@link FineTuningParams#setUnfreezeEvery}
 * @param pretrainedRateFactor see {@link FineTuningParams#setPretrainedLearningRateFactor}
 * @param judgeOrNull judges each epoch; null to make all and keep the last
 */
record TrainingTask(
    RowColumns columns,
    NetworkConfig network,
    SavedNetwork startOrNull,
    List<String> classNames,
    Consumer<LanistrNetwork> finish,
    int unfreezeEvery,
    double pretrainedRateFactor,
    Judge judgeOrNull) {

  /** A network that starts anew and is kept as its last epoch leaves it. */
  static TrainingTask fresh(RowColumns columns, NetworkConfig network) {
    return new TrainingTask(columns, network, null, List.of(), trained -> {}, 0, 1, null);
  }
}
