package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import io.lanistr.estimator.LanistrClassificationModel;
import io.lanistr.estimator.LanistrClassifier;
import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Modality;
import java.util.Set;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The LANISTR network over some modalities.
 *
 * @param pretrained where it starts from; null for random weights
 * @param selfTraining whether it learns from the unlabelled rows too, as the settings say
 * @param listener is told how training goes
 * @param settings whose section {@code fine-tuning} holds the classifier's Params
 */
record LanistrContender(
    String name,
    String title,
    Set<Modality> modalities,
    LanistrPretrainedModel pretrained,
    boolean selfTraining,
    int classes,
    Config settings,
    ExperimentListener listener)
    implements Contender {

  @Override
  public PipelineModel fit(Dataset<Row> labelled, Dataset<Row> unlabelled, long seed) {
    Transformer assembler = FeatureStages.assembler(modalities);
    LanistrClassifier classifier =
        new LanistrClassifier().setLabelCol(ColumnConvention.LABEL).setNumClasses(classes);
    ParamSettings.apply(classifier, settings, "fine-tuning").setSeed(seed);
    classifier.setListener(listener.training(title));
    if (!selfTraining) {
      classifier.setSelfTrainingRounds(0);
    }
    boolean looksAtAll = classifier.getSelfTrainingRounds() > 0;
    Dataset<Row> rows =
        assembler.transform(looksAtAll ? labelled.unionByName(unlabelled) : labelled);
    if (pretrained == null) {
      classifier.setInitialization("random");
    }
    LanistrClassificationModel model =
        classifier.fit(pretrained == null ? rows : pretrained.transform(rows));
    return new Pipeline().setStages(new PipelineStage[] {assembler, model}).fit(labelled);
  }
}
