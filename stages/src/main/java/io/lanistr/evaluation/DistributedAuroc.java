package io.lanistr.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The sums of {@link Auroc} over a distributed table: rows are aggregated by distinct score, sorted
 * by range, summed within each partition, and only one small sum per class and partition reaches
 * the driver. The table is read once.
 */
final class DistributedAuroc {
  private final Map<Integer, ClassSum> classes = new TreeMap<>();
  private final Map<Problem, ClassSum> problems = new TreeMap<>();

  /**
   * @param scored columns (score: double or vector, label: double, weight: double)
   */
  DistributedAuroc(Dataset<Row> scored, ScoreKind kind) {
    List<ClassSum> ranges = new ArrayList<>();
    for (Row row :
        scored
            .mapPartitions(new OneVersusRest(kind), Encoders.row(OneVersusRest.SCHEMA))
            .groupBy("class", "score")
            .agg(sum("positive"), sum("negative"), count(lit(1)))
            .sort(col("class"), col("score"))
            .mapPartitions(new SumRanges(), Encoders.row(ClassSum.SCHEMA))
            .collectAsList()) {
      ranges.add(ClassSum.of(row));
    }
    ranges.sort(Comparator.comparingInt(ClassSum::group).thenComparingDouble(ClassSum::first));
    for (ClassSum range : ranges) {
      if (range.group() < 0) {
        problems.merge(Problem.ofGroup(range.group()), range, DistributedAuroc::join);
      } else {
        classes.merge(range.group(), range, DistributedAuroc::join);
      }
    }
  }

  /** Sums per class, ascending; with two classes only class 1. */
  Map<Integer, ClassSum> classes() {
    return classes;
  }

  /** Rows that can't be evaluated. */
  Map<Problem, ClassSum> problems() {
    return problems;
  }

  private static ClassSum join(ClassSum lower, ClassSum higher) {
    lower.sum().append(higher.sum());
    return new ClassSum(lower.group(), lower.first(), lower.sum(), lower.rows() + higher.rows());
  }
}
