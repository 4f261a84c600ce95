package io.lanistr.estimator;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.data.RowColumns;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

final class NetworkTraining<S extends TrainingParams<?>> {
  NetworkTraining(S stage, MultimodalMetadata input) {}

  TrainedNetwork run(
      Dataset<Row> rows, RowColumns c, NetworkConfig config, SavedNetwork start, List<String> n) {
    throw new UnsupportedOperationException();
  }
}
