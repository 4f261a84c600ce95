package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.sampling.LabelSubsampler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Training rows after a draw of few labels in which the classes keep their shares.
 *
 * @param labelled the rows drawn
 * @param unlabelled all others, their labels hidden (-1)
 */
record DrawnRows(Dataset<Row> labelled, Dataset<Row> unlabelled) {
  /** Fewer would not let a class be recognised at all. */
  private static final int LEAST_OF_A_CLASS = 2;

  private static final String FEW = "few_label";

  /** Draws; where there are no more labelled rows than {@code count}, all of them. */
  static DrawnRows of(Dataset<Row> train, long count, int classes, long seed) {
    Dataset<Row> drawn =
        new LabelSubsampler()
            .setIdCol(ColumnConvention.ID)
            .setLabelCol(ColumnConvention.LABEL)
            .setOutputCol(FEW)
            .setCount(count)
            .setMinPerClass(LEAST_OF_A_CLASS)
            .setMaxClasses(classes)
            .setSeed(seed)
            .fit(train)
            .transform(train);
    return new DrawnRows(
        drawn.filter(col(FEW).isNotNull()).drop(FEW),
        drawn
            .filter(col(FEW).isNull())
            .drop(FEW)
            .withColumn(ColumnConvention.LABEL, lit(ColumnConvention.NO_LABEL)));
  }
}
