package io.lanistr.feature;

import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.testing.Frames;
import io.lanistr.training.MultimodalMetadata;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TabularEncoderTest {
  private static final StructType SCHEMA =
      StructType.fromDDL("`a.b` double, flag boolean, city string");

  private static Dataset<Row> rows() {
    return Frames.of(
        SCHEMA,
        row(1.0, true, "Rome"),
        row(5.0, false, "Oslo"),
        row(Double.NaN, true, "Rome"),
        row(null, null, null),
        row(3.0, null, "Bern"),
        row(Double.NEGATIVE_INFINITY, null, null));
  }

  private static TabularEncoder encoder() {
    return new TabularEncoder("tab")
        .setNumericCols(new String[] {"a.b"})
        .setCategoricalCols(new String[] {"flag", "city"});
  }

  private static List<String> tables(TabularEncoder encoder, Dataset<Row> rows) {
    return encoder.fit(rows).transform(rows).select("table").toJSON().collectAsList();
  }

  @Test
  void numbersAreStandardisedAndCategoriesIndexedByFrequency() {
    float scaled = (float) (2 / Math.sqrt(8.0 / 3));
    assertEquals(
        List.of(
            "{\"table\":[-%s,1.0,1.0]}".formatted(scaled),
            "{\"table\":[%s,2.0,3.0]}".formatted(scaled),
            "{\"table\":[0.0,1.0,1.0]}",
            "{}",
            "{\"table\":[0.0,0.0,2.0]}",
            "{}"),
        tables(encoder(), rows()));
  }

  @Test
  void numbersAlsoComeInQuantileBinsAndSayWhereTheyAreMissing() {
    Dataset<Row> rows =
        Frames.of(
            StructType.fromDDL("x double, one double, whole double"),
            row(0.0, 7.0, 0.0),
            row(2.0, 7.0, 0.0),
            row(4.0, 7.0, 0.0),
            row(10.0, 7.0, 8.0),
            row(null, 7.0, 8.0));
    TabularEncoder encoder =
        new TabularEncoder("tab")
            .setNumericCols(new String[] {"x", "one", "whole"})
            .setNumericBins(2)
            .setMissingIndicators(true);
    TabularEncoderModel model = encoder.fit(rows);
    Dataset<Row> table = model.transform(rows);
    // Bins of x end at 0, 2 and 10; a column of one value has none, of two values one.
    assertEquals(
        List.of("x", "x[1]", "x[2]", "x[missing]", "one", "whole", "whole[1]"),
        MultimodalMetadata.of(table.schema().apply("table")).table().columns());
    List<List<Float>> features =
        table.select("table").collectAsList().stream().map(r -> r.<Float>getList(0)).toList();
    assertEquals(List.of(0f, 0f, 0f), features.get(0).subList(1, 4));
    assertEquals(List.of(1f, 0f, 0f), features.get(1).subList(1, 4));
    assertEquals(List.of(1f, 0.25f, 0f), features.get(2).subList(1, 4));
    assertEquals(List.of(1f, 1f, 0f), features.get(3).subList(1, 4));
    assertEquals(List.of(0f, 0f, 0f, 1f), features.get(4).subList(0, 4));
    assertEquals(0f, features.get(0).get(6));
    assertEquals(1f, features.get(3).get(6));

    Row beyond = Frames.of(rows.schema(), row(99.0, null, -3.0)).first();
    List<Float> clipped =
        model.transform(Frames.of(rows.schema(), beyond)).select("table").first().getList(0);
    assertEquals(List.of(1f, 1f, 0f), clipped.subList(1, 4));
    assertEquals(0f, clipped.get(6));
  }

  @Test
  void theColumnNamesItsFeatures() {
    TabularEncoderModel model = encoder().fit(rows());
    assertEquals(
        List.of(List.of("true", "false"), List.of("Rome", "Bern", "Oslo")), model.categories());
    MultimodalMetadata.Table table =
        MultimodalMetadata.of(model.transform(rows()).schema().apply("table")).table();
    assertEquals(List.of("a.b", "flag", "city"), table.columns());
    assertEquals(List.of(0, 3, 4), table.cardinalities());
    assertEquals(Integer.toHexString(model.categories().hashCode()), table.fingerprint());
  }

  @Test
  void rareAndUnseenCategoriesShareTheUnknownIndex() {
    TabularEncoderModel model = encoder().setMaxCategories(1).fit(rows());
    assertEquals(List.of(List.of("true"), List.of("Rome")), model.categories());
    assertEquals(
        List.of(List.of("true"), List.of("Rome")),
        encoder().setMinCount(2).fit(rows()).categories());
    Dataset<Row> unseen = Frames.of(SCHEMA, row(3.0, false, "Lima"));
    assertEquals(
        "{\"table\":[0.0,0.0,0.0]}", model.transform(unseen).select("table").toJSON().first());
  }

  @Test
  void heavyTailsAreTakenLogarithmically() {
    Row[] heavy = new Row[40];
    for (int i = 0; i < heavy.length; i++) {
      heavy[i] = RowFactory.create(Math.exp(i / 2.0), null, null);
    }
    Dataset<Row> rows = Frames.of(SCHEMA, heavy);
    assertEquals(List.of(true), encoder().fit(rows).logarithmic());
    assertEquals(List.of(false), encoder().setTransformSkewed(false).fit(rows).logarithmic());
    assertEquals(List.of(false), encoder().setSkewnessThreshold(50).fit(rows).logarithmic());
    assertEquals(List.of(false), encoder().fit(rows()).logarithmic());
    double mean = encoder().fit(rows).mean()[0];
    double expected = 0;
    for (int i = 0; i < heavy.length; i++) {
      expected += Math.log1p(Math.exp(i / 2.0)) / heavy.length;
    }
    assertEquals(expected, mean, 1e-9);
  }

  @Test
  void constantAndAbsentColumnsBecomeZero() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(7.0, null, "x"), row(7.0, null, "y"));
    TabularEncoder numbers = encoder().setCategoricalCols(new String[0]);
    assertEquals(List.of("{\"table\":[0.0]}", "{\"table\":[0.0]}"), tables(numbers, rows));
    Dataset<Row> none = Frames.of(SCHEMA, row(null, null, "x"));
    assertEquals(List.of("{\"table\":[0.0,0.0,1.0]}"), tables(encoder(), none));
  }

  @Test
  void everyErrorSaysWhatToDo() {
    assertSays(
        "tab: neither numericCols nor categoricalCols names a column",
        () -> new TabularEncoder("tab").fit(rows()));
    assertSays(
        "tab: column 'city' (numericCols) must be a number or boolean, got string; cast it or name"
            + " another column",
        () -> encoder().setNumericCols(new String[] {"city"}).fit(rows()));
    assertSays(
        "tab: column 'a.b' (categoricalCols) must be a string, whole number or boolean, got double;"
            + " cast it or name another column",
        () -> encoder().setCategoricalCols(new String[] {"a.b"}).fit(rows()));
    assertSays(
        "tab: column 'flag' is named twice in numericCols and categoricalCols",
        () -> encoder().setNumericCols(new String[] {"flag"}).fit(rows()));
    assertSays(
        "tab was fitted with 1 numeric and 2 categorical columns, but numericCols names 1 and"
            + " categoricalCols 1; fit again",
        () -> encoder().fit(rows()).setCategoricalCols(new String[] {"city"}).transform(rows()));
  }
}
