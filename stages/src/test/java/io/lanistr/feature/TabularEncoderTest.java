package io.lanistr.feature;

import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.Frames;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    String same =
        MultimodalMetadata.of(encoder().fit(rows()).transform(rows()).schema().apply("table"))
            .table()
            .fingerprint();
    assertEquals(same, table.fingerprint());
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
  void valuesThatWereNotKeptShareBuckets() {
    TabularEncoderModel model = encoder().setMaxCategories(1).setHashBuckets(5).fit(rows());
    Dataset<Row> some =
        Frames.of(
            SCHEMA,
            row(3.0, true, "Rome"),
            row(3.0, null, "Oslo"),
            row(3.0, false, "Lima"),
            row(3.0, null, null));
    List<List<Float>> tables =
        model.transform(some).select("table").collectAsList().stream()
            .map(r -> r.<Float>getList(0))
            .toList();
    assertEquals(1f, tables.get(0).get(2));
    for (int i = 1; i <= 2; i++) {
      float bucket = tables.get(i).get(2);
      assertTrue(bucket >= 2 && bucket < 7, "one of five after the known: " + bucket);
    }
    // Murmur3, as Spark documents it.
    UTF8String lima = UTF8String.fromString("Lima");
    int hash =
        Murmur3_x86_32.hashUnsafeBytes(
            lima.getBaseObject(), lima.getBaseOffset(), lima.numBytes(), 42);
    assertEquals(2f + Math.floorMod(hash, 5), tables.get(2).get(2));
    assertEquals(0f, tables.get(3).get(2), "missing");
    MultimodalMetadata.Table table =
        MultimodalMetadata.of(model.transform(some).schema().apply("table")).table();
    assertEquals(List.of(0, 7, 7), table.cardinalities());
  }

  @Test
  void datesBecomeDaysAndPlacesInTheirCycles(@TempDir Path folder) throws IOException {
    StructType schema = StructType.fromDDL("born date, seen timestamp");
    Dataset<Row> rows =
        Frames.of(
            schema,
            row(Date.valueOf("2024-01-01"), Timestamp.from(Instant.parse("2024-01-01T00:00:00Z"))),
            row(Date.valueOf("2024-07-01"), Timestamp.from(Instant.parse("2024-07-01T06:00:00Z"))),
            row(null, null),
            row(Date.valueOf("2024-12-31"), null));
    String zone = LocalSpark.session().conf().get("spark.sql.session.timeZone");
    LocalSpark.session().conf().set("spark.sql.session.timeZone", "UTC");
    TabularEncoderModel model;
    try {
      model = new TabularEncoder("tab").setDateCols(new String[] {"born", "seen"}).fit(rows);
    } finally {
      LocalSpark.session().conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    }
    try {
      String path = folder.resolve("model").toString();
      model.write().save(path);
      Dataset<Row> table = TabularEncoderModel.load(path).transform(rows);
      assertEquals(
          List.of(
              "born",
              "born[year sin]",
              "born[year cos]",
              "born[week sin]",
              "born[week cos]",
              "seen",
              "seen[year sin]",
              "seen[year cos]",
              "seen[week sin]",
              "seen[week cos]",
              "seen[day sin]",
              "seen[day cos]"),
          MultimodalMetadata.of(table.schema().apply("table")).table().columns());
      List<Row> found = table.select("table").collectAsList();
      // The first of January 2024 was a Monday: every cycle begins.
      assertFeatures(List.of(0f, 1f, 0f, 1f), found.get(0).<Float>getList(0).subList(1, 5));
      assertFeatures(
          List.of(0f, 1f, 0f, 1f, 0f, 1f), found.get(0).<Float>getList(0).subList(6, 12));
      // Six in the morning, UTC, whatever the session's zone is now: a quarter of the day.
      assertFeatures(List.of(1f, 0f), found.get(1).<Float>getList(0).subList(10, 12));
      assertTrue(found.get(2).isNullAt(0), "a row without anything");
      List<Float> late = found.get(3).getList(0);
      assertTrue(late.get(0) > 1 && late.get(2) > 0.99, late::toString);
      assertFeatures(List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f), late.subList(5, 12));
    } finally {
      LocalSpark.session().conf().set("spark.sql.session.timeZone", zone);
    }
    assertSays(
        "tab: column 'born' (dateCols) was date when the encoder was fitted, but is timestamp; cast"
            + " it",
        () -> model.transform(rows.withColumn("born", rows.col("born").cast("timestamp"))));
  }

  private static void assertFeatures(List<Float> expected, List<Float> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), found.get(i), 1e-5f, "feature " + i + " of " + found);
    }
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
        "tab: none of numericCols, dateCols and categoricalCols names a column",
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
        "tab: column 'flag' is named twice in numericCols, dateCols and categoricalCols",
        () -> encoder().setNumericCols(new String[] {"flag"}).fit(rows()));
    assertSays(
        "tab was fitted with 1 numeric, 0 date and 2 categorical columns, but numericCols names 1,"
            + " dateCols 0 and categoricalCols 1; fit again",
        () -> encoder().fit(rows()).setCategoricalCols(new String[] {"city"}).transform(rows()));
  }
}
