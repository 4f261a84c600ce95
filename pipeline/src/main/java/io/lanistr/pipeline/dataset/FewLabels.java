package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * A draw of few labelled rows in which the classes keep their shares: each class gives its share of
 * the number asked for, rounded so that the sum is exact, and at least {@link #LEAST_OF_A_CLASS}
 * rows where it has them. Within a class, the rows with the least hash of (seed, id) are drawn, so
 * that the draw depends on nothing else: neither on the order of the rows nor on their partitions.
 */
public final class FewLabels {
  /** Fewer would not let a class be recognised at all. */
  static final long LEAST_OF_A_CLASS = 2;

  private static final String ORDER = "few_labels_order";
  private static final String PLACE = "few_labels_place";

  private FewLabels() {}

  /**
   * The drawn rows, all columns kept.
   *
   * @param rows rows with {@code id} and {@code label}; those without a label are never drawn
   * @param byClass how many labelled rows each class has
   * @param wanted how many rows to draw; where there are no more, all are drawn
   */
  public static Dataset<Row> draw(Dataset<Row> rows, List<Long> byClass, long wanted, long seed) {
    List<Long> quotas = quotas(byClass, wanted);
    Column quota = lit(0L);
    for (int label = 0; label < quotas.size(); label++) {
      quota =
          when(col(ColumnConvention.LABEL).equalTo(label), lit(quotas.get(label))).otherwise(quota);
    }
    Dataset<Row> drawn =
        rows.filter(col(ColumnConvention.LABEL).geq(0))
            .select(
                col(ColumnConvention.ID),
                col(ColumnConvention.LABEL),
                xxhash64(lit(seed), col(ColumnConvention.ID)).as(ORDER))
            .withColumn(
                PLACE,
                row_number()
                    .over(
                        Window.partitionBy(ColumnConvention.LABEL)
                            .orderBy(ORDER, ColumnConvention.ID)))
            .filter(col(PLACE).leq(quota))
            .select(ColumnConvention.ID);
    Dataset<Row> few = rows.sparkSession().createDataFrame(drawn.collectAsList(), drawn.schema());
    Column same = rows.col(ColumnConvention.ID).equalTo(few.col(ColumnConvention.ID));
    return rows.join(broadcast(few), same, "left_semi");
  }

  /** The rows that were not drawn, with their labels hidden (-1). */
  public static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> drawn) {
    Dataset<Row> ids = drawn.select(ColumnConvention.ID);
    return rows.join(broadcast(ids), new String[] {ColumnConvention.ID}, "left_anti")
        .withColumn(ColumnConvention.LABEL, lit(-1));
  }

  /** How many rows each class gives: largest remainders, then the least for small classes. */
  static List<Long> quotas(List<Long> byClass, long wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("the number of labelled rows must be positive: " + wanted);
    }
    long all = byClass.stream().mapToLong(v -> v).sum();
    if (wanted >= all) {
      return List.copyOf(byClass);
    }
    int classes = byClass.size();
    long[] quota = new long[classes];
    double[] remainder = new double[classes];
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      double exact = wanted * (byClass.get(label) / (double) all);
      quota[label] = (long) Math.floor(exact);
      remainder[label] = exact - quota[label];
      order.add(label);
    }
    order.sort(
        Comparator.comparingDouble((Integer label) -> -remainder[label])
            .thenComparingInt(label -> label));
    long left = wanted - Arrays.stream(quota).sum();
    for (int i = 0; i < left; i++) {
      quota[order.get(i)]++;
    }
    for (long least = 1; least <= LEAST_OF_A_CLASS; least++) {
      raiseSmallClasses(quota, byClass, least);
    }
    return Arrays.stream(quota).boxed().toList();
  }

  /** Takes rows from the largest quotas until each class has so many, if the sum allows it. */
  private static void raiseSmallClasses(long[] quota, List<Long> byClass, long least) {
    for (int label = 0; label < quota.length; label++) {
      while (quota[label] < Math.min(least, byClass.get(label))) {
        int largest = 0;
        for (int other = 1; other < quota.length; other++) {
          largest = quota[other] > quota[largest] ? other : largest;
        }
        if (quota[largest] <= least) {
          return;
        }
        quota[largest]--;
        quota[label]++;
      }
    }
  }
}
