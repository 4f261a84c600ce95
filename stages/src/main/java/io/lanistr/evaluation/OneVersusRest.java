package io.lanistr.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Turns each row (score, label, weight) into one row per class against the rest: (class, score,
 * positive weight, negative weight). Two classes need only the second, the first is its mirror. A
 * row that can't be used goes to its {@link Problem}'s group, with the offending value as score.
 */
final class OneVersusRest implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  static final StructType SCHEMA =
      new StructType()
          .add("class", DataTypes.IntegerType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("positive", DataTypes.DoubleType, false)
          .add("negative", DataTypes.DoubleType, false);

  private final ScoreKind kind;

  OneVersusRest(ScoreKind kind) {
    this.kind = kind;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private Iterator<Row> classes = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!classes.hasNext() && rows.hasNext()) {
          classes = expand(rows.next()).iterator();
        }
        return classes.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return classes.next();
      }
    };
  }

  private List<Row> expand(Row row) {
    if (row.isNullAt(0)) {
      return problem(Problem.NULL_SCORE, 0);
    }
    if (row.isNullAt(1)) {
      return problem(Problem.NULL_LABEL, 0);
    }
    double weight = row.isNullAt(2) ? Double.NaN : row.getDouble(2);
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      return problem(Problem.BAD_WEIGHT, weight);
    }
    double[] scores =
        kind == ScoreKind.NUMBER
            ? new double[] {Double.NaN, row.getDouble(0)}
            : ((Vector) row.get(0)).toArray();
    int classes = scores.length;
    if (classes < 2) {
      return problem(Problem.SHORT_VECTOR, classes);
    }
    double label = row.getDouble(1);
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      return problem(Problem.BAD_LABEL, label);
    }
    List<Row> expanded = new ArrayList<>(classes);
    for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
      double score = kind == ScoreKind.LOGITS ? Auroc.logOdds(scores, c) : scores[c];
      if (Double.isNaN(score)) {
        return problem(Problem.NAN_SCORE, score);
      }
      boolean positive = label == c;
      expanded.add(RowFactory.create(c, score, positive ? weight : 0.0, positive ? 0.0 : weight));
    }
    return expanded;
  }

  private static List<Row> problem(Problem problem, double value) {
    return List.of(RowFactory.create(problem.group(), value, 0.0, 0.0));
  }
}
