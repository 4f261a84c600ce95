package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LabelColumnTest {
  @Test
  void classesAreTheLargestLabelPlusOneAndUnlabelledRowsAreCounted() {
    assertEquals(new LabelledRows(4, 3, 2), skipping(0).check(labels(0.0, 3.0, null, -1.0, 1.0)));
  }

  @Test
  void declaredClassesNeedNotAllOccur() {
    assertEquals(new LabelledRows(7, 2, 0), skipping(7).check(labels(0.0, 1.0)));
  }

  @Test
  void unlabelledRowsAreAnErrorIfThePolicySaysSo() {
    LabelColumn strict = new LabelColumn("c1", "y", "", 0, false);
    assertRefused(strict, "2 rows have no label", labels(0.0, 1.0, null, -1.0));
    assertEquals(new LabelledRows(2, 2, 0), strict.check(labels(0.0, 1.0)));
  }

  @Test
  void labelsThatAreNoClassesAreRefused() {
    LabelColumn column = skipping(0);
    assertRefused(column, "c1: column 'y'", labels(0.0, 1.0, 0.5));
    assertRefused(column, "1 row has a label that is not a whole number", labels(0.0, 1.0, 0.5));
    assertRefused(column, "not a whole number", labels(0.0, 1.0, -0.5));
    assertRefused(column, "2 rows have a NaN label", labels(Double.NaN, 1.0, Double.NaN));
    assertRefused(column, "apply a StringIndexer", labels(0.0, 100.0));
    assertRefused(column, "apply a StringIndexer", labels(0.0, Double.POSITIVE_INFINITY));
    assertEquals(100, column.check(labels(0.0, 99.0)).classes());
    assertRefused(skipping(3), "the largest label is 3, but there are 3 classes", labels(0.0, 3.0));
  }

  @Test
  void atLeastTwoClassesMustHaveRows() {
    assertRefused(skipping(0), "none of the 2 rows has a label", labels(null, -1.0));
    assertRefused(skipping(0), "none of the 0 rows", labels());
    assertRefused(skipping(3), "all 2 labelled rows are of class 1", labels(1.0, 1.0, null));
  }

  @Test
  void weightsOfLabelledRowsMustBeUsable() {
    for (Double bad : Arrays.asList(null, -1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertRefused(
          skipping(0),
          "1 row has a weight in column 'w' that is null",
          frame(RowFactory.create(0.0, 1.0), RowFactory.create(1.0, bad)));
      assertEquals(
          2,
          skipping(0)
              .check(
                  frame(
                      RowFactory.create(0.0, 1.0),
                      RowFactory.create(1.0, 1.0),
                      RowFactory.create(-1.0, bad)))
              .labelled());
    }
    assertRefused(
        skipping(0),
        "weigh nothing",
        frame(RowFactory.create(0.0, 0.0), RowFactory.create(1.0, 0.0)));
  }

  @Test
  void namesComeFromTheColumnsAttribute() {
    StructField named =
        NominalAttribute.defaultAttr()
            .withName("y")
            .withValues(new String[] {"cat", "dog", "eel"})
            .toStructField();
    assertEquals(new LabelNames(3, List.of("cat", "dog", "eel")), LabelNames.of(named));
    StructField counted =
        NominalAttribute.defaultAttr().withName("y").withNumValues(5).toStructField();
    assertEquals(new LabelNames(5, List.of()), LabelNames.of(counted));
    assertEquals(
        new LabelNames(0, List.of()),
        LabelNames.of(DataTypes.createStructField("y", DataTypes.DoubleType, true)));
  }

  private static LabelColumn skipping(int classes) {
    return new LabelColumn("c1", "y", "w", classes, true);
  }

  private static void assertRefused(LabelColumn column, String text, Dataset<Row> rows) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> column.check(rows));
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  private static Dataset<Row> labels(Double... labels) {
    return frame(
        Arrays.stream(labels).map(label -> RowFactory.create(label, 1.0)).toArray(Row[]::new));
  }

  private static Dataset<Row> frame(Row... rows) {
    return LocalSpark.session()
        .createDataFrame(
            List.of(rows),
            new StructType()
                .add("label", DataTypes.DoubleType)
                .add("weight", DataTypes.DoubleType));
  }
}
