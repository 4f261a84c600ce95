package io.lanistr.pipeline.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.evaluation.AccuracyEvaluator;
import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ClassicalBaselineTest {
  private static final ColumnConvention COLUMNS =
      new ColumnConvention(
          Set.of(Modality.TEXT, Modality.SERIES, Modality.TABLE),
          List.of("num_a"),
          List.of("cat_b"),
          false);
  private static final BaselineSettings SETTINGS =
      new BaselineSettings(64, 8, 4, 16, 5, List.of(0.001, 0.1), List.of(5), 3, 20, 2);

  @Test
  void learnsFromEachModalityAndGivesAProbabilityForEachClass() {
    Dataset<Row> rows = rows(120);
    ClassicalFeatures features = ClassicalFeatures.fit(rows, COLUMNS, false, SETTINGS);
    Dataset<Row> prepared = features.transform(rows);
    Dataset<Row> scored =
        new ClassicalBaseline(SETTINGS, new AccuracyEvaluator())
            .fit(prepared, 3, 7)
            .transform(prepared);
    // Of three classes only two occur; a probability is there for each of the three.
    scored.collectAsList().forEach(row -> assertEquals(3, row.<Vector>getAs("probability").size()));
    assertTrue(new AccuracyEvaluator().evaluate(scored) > 0.9);
  }

  @Test
  void absentModalitiesAreZerosWithAFlagAndPresentOnesAreComparable() {
    Dataset<Row> rows = rows(120);
    ClassicalFeatures features = ClassicalFeatures.fit(rows, COLUMNS, false, SETTINGS);
    double squares = 0;
    int withText = 0;
    for (Row row : features.transform(rows).collectAsList()) {
      double[] all = row.<Vector>getAs(ClassicalFeatures.OUTPUT).toArray();
      double text = 0;
      for (int i = 0; i < SETTINGS.textFeatures(); i++) {
        text += all[i] * all[i];
      }
      boolean has = row.getAs("text") != null;
      assertEquals(has ? 0.0 : 0.3, all[all.length - 3], 1e-12);
      if (has) {
        squares += text;
        withText++;
      } else {
        assertEquals(0.0, text);
      }
    }
    assertEquals(1.0, squares / withText, 1e-9);
  }

  private static Dataset<Row> rows(int count) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      float level = label + 0.1f * (float) random.nextGaussian();
      rows.add(
          RowFactory.create(
              "row" + i,
              label,
              i % 4 < 2 ? "word" + label + " other" : null,
              i % 3 == 0 ? null : List.of(List.of(level), List.of(level + 1)),
              label * 3 + random.nextGaussian(),
              "value" + label));
    }
    return LocalSpark.session()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "id string, label int, text string, timeseries array<array<float>>,"
                    + " num_a double, cat_b string"));
  }
}
