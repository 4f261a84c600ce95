package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.runtime.AbstractFunction1;

/** Factors on the weights of labelled rows by their class. */
final class ClassWeights {
  private ClassWeights() {}

  /** Positive, finite factors. */
  static final class Valid extends AbstractFunction1<double[], Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(double[] weights) {
      return weights.length > 1
          && Arrays.stream(weights).allMatch(w -> w > 0 && w <= Double.MAX_VALUE);
    }
  }

  /** The rows with their weights multiplied, as the stage asks for. */
  static Dataset<Row> apply(ClassificationParams<?> stage, Dataset<Row> labelled, int classes) {
    if (stage.isDefined(stage.classWeights())) {
      return weighted(labelled, stage.getClassWeights());
    }
    return stage.getClassWeighting().equals("balanced")
        ? weighted(labelled, balanced(labelled, classes))
        : labelled;
  }

  /** Refuses explicit factors for another number of classes. */
  static void check(ClassificationParams<?> stage, int classes) {
    if (stage.isDefined(stage.classWeights()) && stage.getClassWeights().length != classes) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": classWeights has "
              + stage.getClassWeights().length
              + " values, but there are "
              + classes
              + " classes");
    }
  }

  /** Factors that let every class weigh the same and all rows together what they did. */
  private static double[] balanced(Dataset<Row> labelled, int classes) {
    double[] weights = new double[classes];
    List<Row> sums = labelled.groupBy("label").agg(sum("weight")).collectAsList();
    double all = 0;
    int found = 0;
    for (Row row : sums) {
      all += row.getDouble(1);
      found += row.getDouble(1) > 0 ? 1 : 0;
    }
    for (Row row : sums) {
      double share = row.getDouble(1);
      weights[(int) row.getDouble(0)] = share > 0 ? all / (found * share) : 1;
    }
    return weights;
  }

  private static Dataset<Row> weighted(Dataset<Row> labelled, double[] weights) {
    Column factor = lit(1.0);
    for (int label = 0; label < weights.length; label++) {
      factor = when(col("label").equalTo(label), weights[label]).otherwise(factor);
    }
    return labelled.withColumn("weight", col("weight").multiply(factor));
  }
}
