package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.lanistr.estimator.LanistrClassificationModel;
import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.dataset.Presence;
import io.lanistr.pipeline.experiment.Diagnosis.AttentionOnModality;
import io.lanistr.pipeline.experiment.Diagnosis.Probe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.functions$;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Looks into trained networks; see {@link Diagnosis}. */
final class Diagnostician {
  private static final String ATTENTION = "attention";

  private final ColumnConvention columns;
  private final Dataset<Row> labelled;
  private final Dataset<Row> tests;

  /**
   * @param labelled the labelled rows of a draw, with their features
   * @param tests the test rows as they are, with their features
   */
  Diagnostician(ColumnConvention columns, Dataset<Row> labelled, Dataset<Row> tests) {
    this.columns = columns;
    this.labelled = labelled;
    this.tests = tests;
  }

  /** What linear models read out of the embeddings of a pretrained network. */
  List<Probe> probes(LanistrPretrainedModel pretrained) {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put(Probe.FUSED, "all, fused");
    LanistrPretrainedModel model =
        pretrained.copy(new ParamMap()).setOutputCol(embedding(Probe.FUSED));
    for (Modality modality : columns.ordered()) {
      titles.put(modality.key(), modality.title());
      String column = embedding(modality.key());
      switch (modality) {
        case TEXT -> model.setTextOutputCol(column);
        case IMAGE -> model.setImageOutputCol(column);
        case SERIES -> model.setSeriesOutputCol(column);
        case TABLE -> model.setTableOutputCol(column);
      }
    }
    Dataset<Row> from = Preparation.kept(embedded(model, labelled, titles));
    Dataset<Row> to = Preparation.kept(embedded(model, tests, titles));
    List<Probe> probes = new ArrayList<>();
    titles.forEach((of, title) -> probes.add(probe(of, title, from, to)));
    from.unpersist();
    to.unpersist();
    return probes;
  }

  private static String embedding(String of) {
    return "embedding_of_" + of;
  }

  private Dataset<Row> embedded(
      LanistrPretrainedModel model, Dataset<Row> rows, Map<String, String> titles) {
    return model
        .transform(FeatureStages.assembler(columns.modalities()).transform(rows))
        .select(
            ColumnConvention.LABEL,
            titles.keySet().stream().map(Diagnostician::embedding).toArray(String[]::new));
  }

  private static Probe probe(String of, String title, Dataset<Row> from, Dataset<Row> to) {
    String column = embedding(of);
    Dataset<Row> known = from.filter(col(column).isNotNull());
    Dataset<Row> asked = to.filter(col(column).isNotNull());
    long rows = asked.count();
    if (rows == 0 || known.select(ColumnConvention.LABEL).distinct().count() < 2) {
      return new Probe(of, title, Double.NaN, Double.NaN, rows);
    }
    long most =
        asked.groupBy(ColumnConvention.LABEL).count().collectAsList().stream()
            .mapToLong(row -> row.getLong(1))
            .max()
            .orElse(0);
    Dataset<Row> answered =
        new LogisticRegression()
            .setFeaturesCol(column)
            .setLabelCol(ColumnConvention.LABEL)
            .setRegParam(0.01)
            .setMaxIter(100)
            .fit(known)
            .transform(asked);
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .setLabelCol(ColumnConvention.LABEL)
            .evaluate(answered);
    return new Probe(of, title, accuracy, (double) most / rows, rows);
  }

  /** Where two fine-tuned networks look: the one that was pretrained, and the one that was not. */
  List<AttentionOnModality> attention(PipelineModel pretrained, PipelineModel fresh) {
    Map<String, Double> first = attention(pretrained);
    Map<String, Double> second = attention(fresh);
    return columns.ordered().stream()
        .map(
            modality ->
                new AttentionOnModality(
                    modality.key(),
                    modality.title(),
                    first.get(modality.key()),
                    second.get(modality.key())))
        .toList();
  }

  private Map<String, Double> attention(PipelineModel stages) {
    LanistrClassificationModel model =
        classifier(stages).copy(new ParamMap()).setAttentionCol(ATTENTION);
    Dataset<Row> looked =
        model.transform(FeatureStages.assembler(columns.modalities()).transform(tests));
    AttributeGroup names = AttributeGroup.fromStructField(looked.schema().apply(ATTENTION));
    Map<String, Double> shares = new HashMap<>();
    for (Modality modality : columns.ordered()) {
      int index = names.indexOf(modality.key());
      Row mean =
          looked
              .filter(Presence.ofAny(columns, List.of(modality)))
              .agg(
                  avg(functions$.MODULE$.vector_to_array(col(ATTENTION), "float64").getItem(index)))
              .head();
      shares.put(modality.key(), mean.isNullAt(0) ? Double.NaN : mean.getDouble(0));
    }
    return shares;
  }

  private static LanistrClassificationModel classifier(PipelineModel stages) {
    return (LanistrClassificationModel) stages.stages()[stages.stages().length - 1];
  }
}
