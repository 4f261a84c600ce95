package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Fits contenders on labelled rows and scores them on test rows: those as they are, and those with
 * modalities taken away. A row that has nothing of what a contender looks at is answered with the
 * class shares of the labelled rows.
 *
 * <p>Of each test row only the label and the probabilities come to the driver.
 */
final class TestBench {
  /** Marks which variant of the test rows a row belongs to. */
  static final String REMOVED = "removed_share";

  static final String PROBABILITY = "probability";

  private final Dataset<Row> tests;
  private final ColumnConvention columns;
  private final int classes;

  /**
   * A bench.
   *
   * @param tests all variants of the prepared test rows, told apart by {@link #REMOVED}
   */
  TestBench(Dataset<Row> tests, ColumnConvention columns, int classes) {
    this.tests = tests;
    this.columns = columns;
    this.classes = classes;
  }

  /**
   * A contender's answers.
   *
   * @param byRemoved predictions by the share of modalities taken away
   * @param scored id, label, {@link #REMOVED} and probability of each row
   */
  record Outcome(Map<Double, Predictions> byRemoved, Dataset<Row> scored) {}

  /** Scores a fitted contender, or, without one, the class shares alone. */
  Outcome score(Contender contender, Fitted fitted) {
    var some = Presence.ofAny(columns, contender.modalities());
    Vector shares = Vectors.dense(fitted.shares());
    Dataset<Row> without = answer(fitted.model() == null ? tests : tests.filter(not(some)), shares);
    Dataset<Row> scored =
        fitted.model() == null
            ? without
            : fitted.model().transform(tests.filter(some)).select(KEPT).union(without);
    return new Outcome(collect(scored), scored);
  }

  private static final org.apache.spark.sql.Column[] KEPT = {
    col(ColumnConvention.ID), col(ColumnConvention.LABEL), col(REMOVED), col(PROBABILITY)
  };

  private static Dataset<Row> answer(Dataset<Row> rows, Vector shares) {
    org.apache.spark.sql.api.java.UDF1<Integer, Vector> same = any -> shares;
    return rows.select(
        col(ColumnConvention.ID),
        col(ColumnConvention.LABEL),
        col(REMOVED),
        functions.udf(same, new VectorUDT()).apply(lit(0)).as(PROBABILITY));
  }

  private Map<Double, Predictions> collect(Dataset<Row> scored) {
    Map<Double, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : scored.select(REMOVED, ColumnConvention.LABEL, PROBABILITY).collectAsList()) {
      groups.computeIfAbsent(row.getDouble(0), removed -> new ArrayList<>()).add(row);
    }
    Map<Double, Predictions> predictions = new LinkedHashMap<>();
    groups.forEach((removed, rows) -> predictions.put(removed, predictions(rows)));
    return predictions;
  }

  private Predictions predictions(List<Row> rows) {
    int[] labels = new int[rows.size()];
    double[][] probabilities = new double[rows.size()][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = rows.get(i).getInt(1);
      probabilities[i] = rows.get(i).<Vector>getAs(2).toArray();
      if (probabilities[i].length != classes) {
        throw new IllegalStateException(
            "a prediction has " + probabilities[i].length + " classes instead of " + classes);
      }
    }
    return new Predictions(labels, probabilities);
  }
}
