package io.lanistr.examples;

import io.lanistr.estimator.LanistrClassifier;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.evaluation.AurocEvaluator;
import io.lanistr.feature.ImagePreprocessor;
import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TabularEncoder;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import io.lanistr.persistence.AtomicSave;
import java.io.IOException;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The example of the README: its lines are those of {@link #run}. */
final class PipelineExample {
  private PipelineExample() {}

  /** Trains on a partly labelled table, saves the model, and says how well it ranks another one. */
  static double run(Dataset<Row> train, Dataset<Row> test, String path) throws IOException {
    PipelineStage[] stages = {
      new TextTokenizer(), // "text" to "text_tokens", with a vocabulary learned from the rows
      new ImagePreprocessor().setHeight(32).setWidth(32), // "image" to "image_pixels"
      new TimeSeriesAssembler(), // "timeseries" to "timeseries_grid"
      new TabularEncoder()
          .setNumericCols(new String[] {"num_age", "num_price"})
          .setCategoricalCols(new String[] {"cat_shop"}),
      new MultimodalAssembler()
          .setTextCol("text_tokens")
          .setImageCol("image_pixels")
          .setSeriesCol("timeseries_grid")
          .setTableCol("table"),
      new LanistrPretrainer().setEpochs(10).setOutputCol(""), // all rows; no embedding column
      new LanistrClassifier().setEpochs(10) // the rows whose label is 0, 1, ...
    };
    PipelineModel model = new Pipeline().setStages(stages).fit(train);
    AtomicSave.overwrite(model, path, train.sparkSession());
    Dataset<Row> scored = PipelineModel.load(path).transform(test);
    double auroc = new AurocEvaluator().evaluate(scored);
    return auroc;
  }
}
