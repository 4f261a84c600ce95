package io.lanistr.pipeline.baseline;

import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;

/**
 * One modality as a vector: ordinary Spark ML stages, fitted on the rows that have the modality.
 * The vectors are scaled so that their mean squared length is 1, which makes modalities comparable;
 * a row that lacks the modality gets zeros.
 */
final class ModalityVector {
  private static final String RAW = "baseline_raw";

  private final String output;
  private final Column present;
  private final PipelineModel stages;
  private final String fitted;
  private final double scale;
  private final int size;

  private ModalityVector(
      String output, Column present, PipelineModel stages, String fitted, double scale, int size) {
    this.output = output;
    this.present = present;
    this.stages = stages;
    this.fitted = fitted;
    this.scale = scale;
    this.size = size;
  }

  /**
   * Fits the stages.
   *
   * @param rows with the columns that the stages read, in which absent is not null
   * @param fitted the column that the last stage writes
   */
  static ModalityVector fit(
      Dataset<Row> rows, Column present, List<PipelineStage> stages, String fitted, String output) {
    Dataset<Row> with = rows.filter(present);
    PipelineModel model = new Pipeline().setStages(stages.toArray(PipelineStage[]::new)).fit(with);
    Row first =
        model
            .transform(with)
            .select(
                Summarizer.metrics("mean", "variance", "count")
                    .summary(functions.col(fitted))
                    .as(RAW))
            .select(RAW + ".mean", RAW + ".variance", RAW + ".count")
            .first();
    Vector mean = first.getAs(0);
    double count = first.<Long>getAs(2);
    double squares = 0;
    Vector variance = first.getAs(1);
    for (int i = 0; i < mean.size(); i++) {
      // Summarizer's variance divides by count - 1.
      squares += variance.apply(i) * (count - 1) / count + mean.apply(i) * mean.apply(i);
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 1;
    return new ModalityVector(output, present, model, fitted, scale, mean.size());
  }

  /** Adds the vector. */
  Dataset<Row> transform(Dataset<Row> rows) {
    double factor = scale;
    int length = size;
    UDF2<Vector, Boolean, Vector> place =
        (vector, has) -> {
          if (!has) {
            return Vectors.sparse(length, new int[0], new double[0]);
          }
          return scaled(vector, factor);
        };
    return stages
        .transform(rows)
        .withColumn(
            output, functions.udf(place, new VectorUDT()).apply(functions.col(fitted), present));
  }

  private static Vector scaled(Vector vector, double factor) {
    if (vector instanceof SparseVector sparse) {
      double[] values = sparse.values().clone();
      scaleInPlace(values, factor);
      return Vectors.sparse(sparse.size(), sparse.indices(), values);
    }
    double[] values = vector.toArray().clone();
    scaleInPlace(values, factor);
    return Vectors.dense(values);
  }

  private static void scaleInPlace(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  String output() {
    return output;
  }
}
