package io.lanistr.sampling;

import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class LabelSubsamplerTest {
  private final Dataset<Row> rows = LabelledTable.rows();

  @Test
  void drawIsStratifiedAndExactAndLeavesAllElseAsItWas() {
    LabelSubsamplerModel model = counting(20).fit(rows);
    Dataset<Row> drawn = model.transform(rows);
    assertEquals(Map.of("0.0", 10L, "1.0", 5L, "2.0", 5L), model.drawn());
    assertEquals(20, drawn.filter("few_label is not null").count());
    assertEquals(20, drawn.filter("few_label = label and label >= 0").count());
    for (Map.Entry<Integer, Long> quota : Map.of(0, 10L, 1, 5L, 2, 5L).entrySet()) {
      assertEquals(quota.getValue(), drawn.filter("few_label = " + quota.getKey()).count());
    }
    assertTrue(drawn.drop("few_label").exceptAll(rows).isEmpty());
    assertEquals(300, drawn.count());
  }

  @Test
  void drawDependsOnSeedAndIdsAndNotOnPartitionsOrderOrTheTypesOfNumbers() {
    Set<String> first = ids(counting(20), rows);
    assertEquals(first, ids(counting(20), rows.orderBy(functions.rand(3)).repartition(7)));
    assertNotEquals(first, ids(counting(20).setSeed(1), rows));
    LabelSubsamplerModel model = counting(20).fit(rows);
    Dataset<Row> other = rows.withColumn("label", functions.col("label").cast("double"));
    assertEquals(first, ids(model.transform(other)));
    Dataset<Row> numbered = rows.withColumn("id", functions.expr("int(substr(id, 5))"));
    assertEquals(
        ids(counting(20), numbered),
        ids(counting(20), numbered.withColumn("id", functions.col("id").cast("long"))));
  }

  @Test
  void smallerDrawIsPartOfALargerOne() {
    Set<String> large = ids(counting(40), rows);
    assertTrue(large.containsAll(ids(counting(20), rows)));
  }

  @Test
  void fractionIsOfTheLabelledRows() {
    assertEquals(50, ids(new LabelSubsampler().setFraction(0.25), rows).size());
    assertEquals(1, ids(new LabelSubsampler().setFraction(1e-6), rows).size());
    assertEquals(200, ids(new LabelSubsampler().setFraction(1), rows).size());
    assertEquals(200, ids(counting(100000), rows).size());
  }

  @Test
  void rareClassGivesARowAsSoonAsTheNumberAllows() {
    Dataset<Row> rare = rows.filter("label = 0 or id in ('row-100', 'row-150')");
    assertEquals(Map.of("0.0", 3L, "1.0", 1L, "2.0", 1L), counting(5).fit(rare).drawn());
    assertEquals(Map.of("0.0", 5L), counting(5).setMinPerClass(0).fit(rare).drawn());
    assertEquals(2, ids(counting(2), rare).size());
  }

  @Test
  void classesMayHaveNames() {
    Dataset<Row> named = rows.selectExpr("id", "case when label >= 0 then 'c' || label end label");
    LabelSubsamplerModel model = counting(20).fit(named);
    assertEquals(Map.of("c0", 10L, "c1", 5L, "c2", 5L), model.drawn());
    assertEquals(20, ids(model.transform(named)).size());
  }

  @Test
  void numbersOfARegressionAreDrawnWithoutClasses() {
    Dataset<Row> costs =
        rows.selectExpr(
            "id", "case when label is null then double('NaN') else label / 7 end label");
    LabelSubsampler sampler = counting(33).setStratified(false);
    Dataset<Row> drawn = sampler.fit(costs).transform(costs);
    assertEquals(33, drawn.filter("few_label is not null and not isnan(few_label)").count());
    assertTrue(drawn.filter("few_label < 0").count() > 0, "negative numbers are labels too");
  }

  @Test
  void namesOfClassesStayWithTheLabels() {
    NominalAttribute names =
        NominalAttribute.defaultAttr().withName("label").withValues(new String[] {"a", "b", "c"});
    Dataset<Row> named =
        rows.withColumn("label", functions.col("label").as("label", names.toMetadata()));
    assertEquals(
        names.toMetadata(),
        counting(20).fit(named).transform(named).schema().apply("few_label").metadata());
  }

  @Test
  void rowsThatFittingDidNotSeeKeepAboutTheSameShareOfLabels() {
    LabelSubsamplerModel model = counting(100).fit(rows);
    int kept = ids(model.transform(rows.withColumn("id", functions.expr("'new ' || id")))).size();
    assertTrue(kept > 60 && kept < 140, kept + " of 200 labels");
  }

  @Test
  void errorsSayWhatToDo() {
    LabelSubsampler s = new LabelSubsampler("s");
    assertSays("s: set either 'count' or 'fraction'; neither is set", () -> s.fit(rows));
    s.setCount(20).setFraction(0.1);
    assertSays("s: set either 'count' or 'fraction'; both are set", () -> s.fit(rows));
    s.clear(s.fraction());
    String start = "s: labels of column 'label' can't be drawn: ";
    assertSays(
        start + "no row has a label; name another labelCol",
        () -> s.fit(rows.filter("label is null or label < 0")));
    assertSays(
        start + "200 labelled rows have null in 'id'; give each row an id",
        () -> s.fit(rows.withColumn("id", functions.lit(null).cast("string"))));
    assertSays(
        start
            + "labelled rows of class 0.0 share an id in 'group';"
            + " give each row an id of its own, or set idCol",
        () -> s.copy(s.extractParamMap()).setIdCol("group").setCount(15).fit(rows));
    assertSays(
        start + "there are NaN labels; make them null if these rows have no label",
        () -> s.fit(rows.withColumn("label", functions.lit(Double.NaN))));
    assertSays(
        start
            + "there are more than 2 different labels;"
            + " set stratified=false if they are no classes, or maxClasses if they are",
        () -> s.setMaxClasses(2).fit(rows));
  }

  private static LabelSubsampler counting(long count) {
    return new LabelSubsampler().setCount(count);
  }

  private static Set<String> ids(LabelSubsampler sampler, Dataset<Row> rows) {
    return ids(sampler.fit(rows).transform(rows));
  }

  private static Set<String> ids(Dataset<Row> drawn) {
    Set<String> ids = new TreeSet<>();
    for (Row row : drawn.filter("few_label is not null").selectExpr("string(id)").collectAsList()) {
      assertTrue(ids.add(row.getString(0)));
    }
    return ids;
  }
}
