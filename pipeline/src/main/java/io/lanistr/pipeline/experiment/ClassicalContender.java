package io.lanistr.pipeline.experiment;

import io.lanistr.evaluation.AccuracyEvaluator;
import io.lanistr.evaluation.AurocEvaluator;
import io.lanistr.pipeline.baseline.BaselineSettings;
import io.lanistr.pipeline.baseline.ClassicalBaseline;
import io.lanistr.pipeline.dataset.Modality;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The classical baseline over all modalities. */
record ClassicalContender(
    BaselineSettings settings, Metric metric, Set<Modality> modalities, int classes)
    implements Contender {
  @Override
  public String name() {
    return SystemNames.CLASSICAL;
  }

  @Override
  public String title() {
    return "classical baseline";
  }

  @Override
  public Transformer fit(Dataset<Row> labelled, Dataset<Row> unlabelled, long seed) {
    Evaluator evaluator =
        switch (metric) {
          case ACCURACY -> new AccuracyEvaluator();
          case AUROC -> new AurocEvaluator().setHandleAbsentClass("skip");
        };
    return new ClassicalBaseline(settings, evaluator).fit(labelled, classes, seed);
  }
}
