package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import io.lanistr.estimator.LanistrClassifier;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.feature.ImagePreprocessor;
import io.lanistr.feature.TabularEncoder;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import java.util.Map;
import org.apache.spark.ml.param.Params;

/** Tries the settings of stages out before any data is read. */
public final class StageChecks {
  private StageChecks() {}

  /**
   * Sets all Params that the settings name.
   *
   * @throws IllegalArgumentException if there is no such Param, or its value does not fit
   */
  public static void check(Config settings) {
    Map<String, Params> stages =
        Map.of(
            "text", new TextTokenizer(),
            "image", new ImagePreprocessor(),
            "series", new TimeSeriesAssembler(),
            "table", new TabularEncoder(),
            "pretraining", new LanistrPretrainer(),
            "fine-tuning", new LanistrClassifier());
    stages.forEach((section, stage) -> ParamSettings.apply(stage, settings, section));
  }
}
