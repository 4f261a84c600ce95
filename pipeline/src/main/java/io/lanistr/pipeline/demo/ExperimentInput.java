package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import io.lanistr.pipeline.data.DatasetCache;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.experiment.ExperimentListener;
import io.lanistr.pipeline.experiment.ExperimentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/**
 * What a command's experiments are made with: data and pretrained encoder, fetched if needed.
 *
 * @param config the settings, those for the encoder included
 * @param asked how many labelled rows the data set asks for, if it does
 * @param attribution whose data and encoder these are, a paragraph each
 */
record ExperimentInput(
    DatasetFolder data, Config config, OptionalLong asked, List<String> attribution) {

  /** Opens what the arguments and settings name. */
  static ExperimentInput open(
      ExperimentArguments arguments,
      Config config,
      SparkSession spark,
      ExperimentListener listener) {
    listener.stage("Spark " + spark.version() + " on " + spark.sparkContext().master());
    DatasetCache cache = DatasetCache.ofUser();
    DatasetSource source = DatasetSource.of(arguments.dataset(), spark, cache);
    listener.stage("Reading " + source.name() + " from " + source.folder());
    DatasetFolder data =
        DatasetFolder.open(
            spark,
            source.folder(),
            source.name(),
            ExperimentSettings.of(config, source.labelled()).limits());
    boolean hasText = data.columns().modalities().contains(Modality.TEXT);
    TextEncoderSource encoder = TextEncoderSource.of(config, hasText, cache);
    List<String> attribution = new ArrayList<>(source.attribution());
    attribution.addAll(encoder.attribution());
    return new ExperimentInput(data, encoder.apply(config), source.labelled(), attribution);
  }
}
