package io.lanistr.evaluation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Sums a partition of (class, score, positive, negative, rows) rows, one per distinct score and in
 * ascending order, into one {@link ClassSum} per class.
 */
final class SumRanges implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> call(Iterator<Row> ties) {
    List<Row> sums = new ArrayList<>();
    int group = 0;
    double first = 0;
    long rows = 0;
    RankSum sum = null;
    while (ties.hasNext()) {
      Row tie = ties.next();
      if (sum == null || tie.getInt(0) != group) {
        if (sum != null) {
          sums.add(new ClassSum(group, first, sum, rows).toRow());
        }
        group = tie.getInt(0);
        first = tie.getDouble(1);
        rows = 0;
        sum = new RankSum();
      }
      sum.addTie(tie.getDouble(2), tie.getDouble(3));
      rows += tie.getLong(4);
    }
    if (sum != null) {
      sums.add(new ClassSum(group, first, sum, rows).toRow());
    }
    return sums.iterator();
  }
}
