package io.lanistr.estimator;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;

import org.apache.spark.ml.functions$;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Self-training (Lee, "Pseudo-label", ICML workshop 2013; Xie et al., "Noisy student",
 * arXiv:1911.04252): a network that was trained on the labelled rows says what the unlabelled ones
 * are, and another is trained on both, the surer answers counting more.
 *
 * <p>Unlabelled rows whose weight is null, negative, NaN or infinite are left out. Rows that have
 * many modalities are recognised more surely than those that have few. With modality dropout, the
 * second network learns from the former how to do without.
 *
 * @param rounds how many networks are trained after the first
 * @param epochs passes over all rows of each of them
 * @param batchSize rows of a step of theirs
 * @param threshold answers less sure than this are left out
 * @param share weight of a sure answer beside that of a labelled row
 */
record SelfTraining(int rounds, int epochs, int batchSize, double threshold, double share) {
  private static final String PROBABILITY = "probability";
  private static final String PREDICTION = "prediction";
  private static final int DIGITS = 3;

  /**
   * Labelled rows and answered ones.
   *
   * @param labelled columns "multimodal", "label" and "weight"
   * @param unlabelled the same; their labels are not looked at
   * @param teacher gives the answers, by the most probable class whatever its thresholds; it is
   *     changed
   */
  Dataset<Row> rows(
      Dataset<Row> labelled, Dataset<Row> unlabelled, LanistrClassificationModel teacher) {
    Column sure =
        array_max(functions$.MODULE$.vector_to_array(col(PROBABILITY), "float64")); // in (0, 1]
    // Rounded, as the order of rows in training depends on all that they hold, and the last digits
    // on what else was scored with them.
    Column trust = pow(round(col("sure"), DIGITS), lit(2));
    teacher.clear(teacher.thresholds());
    Dataset<Row> answered =
        teacher
            .setMultimodalCol("multimodal")
            .setRawPredictionCol("")
            .setProbabilityCol(PROBABILITY)
            .setPredictionCol(PREDICTION)
            .transform(unlabelled.drop("label"))
            .withColumn("sure", sure)
            .filter(col("sure").geq(threshold))
            .filter(not(LabelColumn.isUnusable(col("weight"))))
            .select(
                col("multimodal"),
                col(PREDICTION).as("label"),
                col("weight").multiply(trust).multiply(share).as("weight"));
    return labelled.select("multimodal", "label", "weight").union(answered);
  }
}
