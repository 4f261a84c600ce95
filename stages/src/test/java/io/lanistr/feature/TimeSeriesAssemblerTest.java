package io.lanistr.feature;

import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.testing.Frames;
import io.lanistr.training.MultimodalMetadata;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TimeSeriesAssemblerTest {
  private static final StructType SCHEMA = StructType.fromDDL("timeseries array<array<double>>");
  private static final StructType STAMPED =
      StructType.fromDDL("timeseries array<array<float>>, at array<double>");

  private static TimeSeriesAssembler assembler() {
    return new TimeSeriesAssembler("ts");
  }

  private static List<Double> step(Double... values) {
    return Arrays.asList(values);
  }

  /** Each row's steps and values; "null" where the row has none. */
  private static List<String> series(TimeSeriesAssembler assembler, Dataset<Row> rows) {
    List<String> out = new ArrayList<>();
    for (Row row : assembler.fit(rows).transform(rows).select("timeseries_grid").collectAsList()) {
      out.add(
          row.isNullAt(0)
              ? "null"
              : row.getStruct(0).getInt(0)
                  + row.getStruct(0)
                      .getList(1)
                      .toString()
                      .replaceAll("^[A-Za-z]+\\(", "[")
                      .replaceAll("\\)$", "]"));
    }
    return out;
  }

  @Test
  void channelsAreNormalisedByWhatWasObservedInTheRowsGivenToFit() {
    Dataset<Row> rows =
        Frames.of(
            SCHEMA,
            row(List.of(step(1.0, null), step(3.0, 5.0))),
            row(List.of(step(5.0, Double.NaN), step(7.0, Double.POSITIVE_INFINITY))),
            row((Object) null));
    TimeSeriesAssemblerModel model = assembler().fit(rows);
    assertArrayEquals(new double[] {4, 5}, model.mean());
    assertArrayEquals(new double[] {Math.sqrt(5), 1}, model.std(), 1e-12);
    assertEquals(
        new MultimodalMetadata.Series(2, 2),
        MultimodalMetadata.of(model.transform(rows).schema().apply("timeseries_grid")).series());
    double s = 1 / Math.sqrt(5);
    assertEquals(
        List.of(
            "2[%s, 0.0, %s, 0.0]".formatted((float) (-3 * s), (float) (-1 / Math.sqrt(5))),
            "2[%s, 0.0, %s, 0.0]".formatted((float) (1 / Math.sqrt(5)), (float) (3 / Math.sqrt(5))),
            "null"),
        series(assembler(), rows));
  }

  @Test
  void gapsAreFilledAsAsked() {
    Dataset<Row> rows =
        Frames.of(
            SCHEMA, row(List.of(step((Double) null), step(2.0), step((Double) null), step(6.0))));
    TimeSeriesAssembler raw = assembler().setStandardize(false);
    assertEquals(List.of("4[4.0, 2.0, 2.0, 6.0]"), series(raw, rows));
    assertEquals(List.of("4[2.0, 2.0, 6.0, 6.0]"), series(raw.setImputation("next"), rows));
    assertEquals(List.of("4[4.0, 2.0, 4.0, 6.0]"), series(raw.setImputation("mean"), rows));
    assertEquals(List.of("4[0.0, 2.0, 0.0, 6.0]"), series(raw.setImputation("zero"), rows));
    assertEquals(
        List.of("4[0.0, 0.0, 2.0, 1.0, 0.0, 0.0, 6.0, 1.0]"),
        series(raw.setObservationMask(true), rows));
    assertEquals(2, raw.fit(rows).channels());
  }

  @Test
  void longSeriesAreShortenedAndTrailingGapsCutOff() {
    Dataset<Row> rows =
        Frames.of(
            SCHEMA,
            row(List.of(step(1.0), step(3.0), step(5.0), step(7.0))),
            row(List.of(step(1.0), step((Double) null), step((Double) null))),
            row(List.of(step((Double) null))),
            row(List.of()));
    TimeSeriesAssembler raw = assembler().setStandardize(false).setMaxSteps(2);
    assertEquals(List.of("2[2.0, 6.0]", "1[1.0]", "null", "null"), series(raw, rows));
    assertEquals("2[1.0, 3.0]", series(raw.setLongSeries("head"), rows).get(0));
    assertEquals("2[5.0, 7.0]", series(raw.setLongSeries("tail"), rows).get(0));
    assertEquals(4, raw.setMaxSteps(100).fit(rows).maxSteps());
  }

  @Test
  void stampedEventsGoOnAGridWhateverTheirOrder() {
    Dataset<Row> rows =
        Frames.of(
            STAMPED,
            row(
                List.of(List.of(3f), List.of(1f), List.of(2f), List.of(9f)),
                List.of(12.5, 10.0, 10.5, 99.0)),
            row(List.of(List.of(4f)), null),
            row(List.of(List.of(4f)), Arrays.asList((Double) null)));
    TimeSeriesAssembler raw =
        assembler().setStandardize(false).setTimeCol("at").setMaxSteps(4).setImputation("zero");
    assertEquals(List.of("3[2.0, 0.0, 3.0]", "null", "null"), series(raw, rows));
    assertEquals("3[0.0, 1.0, 3.0]", series(raw.setTimeOrigin("zero").setInterval(5), rows).get(0));
    assertEquals(4, raw.fit(rows).maxSteps());
  }

  @Test
  void ofEqualStampsTheLaterCountsAndEventsWithoutAreLeftOut() {
    Dataset<Row> rows =
        Frames.of(
            STAMPED,
            row(
                List.of(List.of(1f), List.of(3f), List.of(5f), List.of(70f)),
                Arrays.asList(2.0, 2.0, 4.0, null)),
            row(List.of(List.of(8f)), List.of(41.0)));
    TimeSeriesAssembler raw = assembler().setStandardize(false).setTimeCol("at").setMaxSteps(4);
    assertEquals(List.of("2[3.0, 5.0]", "1[8.0]"), series(raw, rows));
  }

  @Test
  void channelsThatARowOrTheWholeTableLacksAreHarmless() {
    Dataset<Row> rows =
        Frames.of(
            SCHEMA,
            row(List.of(step(1.0, null, 4.0), step(3.0, null, 4.0))),
            row(List.of(step(null, null, 4.0), step(null, null, 4.0))));
    TimeSeriesAssemblerModel model = assembler().fit(rows);
    assertArrayEquals(new double[] {2, 0, 4}, model.mean());
    assertArrayEquals(new double[] {1, 1, 1}, model.std(), "no division by zero");
    assertEquals(
        List.of("2[-1.0, 0.0, 0.0, 1.0, 0.0, 0.0]", "2[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]"),
        series(assembler(), rows));
  }

  @Test
  void rowsThatWereNotFittedChangeNoStatistics() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(List.of(step(1.0), step(3.0))));
    TimeSeriesAssemblerModel model = assembler().fit(rows);
    Dataset<Row> others = Frames.of(SCHEMA, row(List.of(step(200.0), step(2.0))));
    Row series = model.transform(others).select("timeseries_grid").first().getStruct(0);
    assertEquals(List.of(198f, 0f), new ArrayList<>(series.<Float>getList(1)));
    assertArrayEquals(new double[] {2}, model.mean());
    assertArrayEquals(new double[] {1}, model.std());
  }

  @Test
  void timestampsCountInSeconds() {
    Dataset<Row> rows =
        Frames.of(
            StructType.fromDDL("timeseries array<array<float>>, at array<timestamp>"),
            row(
                List.of(List.of(1f), List.of(2f)),
                List.of(
                    Timestamp.valueOf("2024-05-01 10:00:00"),
                    Timestamp.valueOf("2024-05-01 12:00:00"))));
    assertEquals(
        List.of("2[1.0, 2.0]"),
        series(assembler().setStandardize(false).setTimeCol("at").setInterval(3600), rows));
  }

  @Test
  void otherNumberOfChannelsThanFittedIsRefused() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(List.of(step(1.0, 2.0))));
    Dataset<Row> other = Frames.of(SCHEMA, row(List.of(step(1.0, 2.0), step(1.0))));
    assertSays(
        "ts: column 'timeseries': step 1 of the series has 1 channels, wanted 2 as in the rows"
            + " given to fit; repair the row or fit again",
        () -> assembler().fit(rows).transform(other).collectAsList());
    assertSays(
        "ts: column 'timeseries' has steps of 1 and steps of 2 channels; every step needs the same"
            + " channels, with null for a gap",
        () -> assembler().fit(other));
  }

  @Test
  void everyErrorSaysWhatToDo() {
    Dataset<Row> rows = Frames.of(STAMPED, row(null, null));
    assertSays(
        "ts: column 'timeseries' holds no series in the rows given to fit; leave this stage out",
        () -> assembler().fit(rows));
    assertSays(
        "ts: column 'at' (inputCol) must be array<array<number>>, steps x channels, got"
            + " array<double>; cast it or name another column",
        () -> assembler().setInputCol("at").fit(rows));
    assertSays(
        "ts: column 'timeseries' (timeCol) must be array<number> or array<timestamp>, got"
            + " array<array<float>>; cast it or name another column",
        () -> assembler().setTimeCol("timeseries").fit(rows));
    Dataset<Row> unstamped =
        Frames.of(STAMPED, row(List.of(List.of(1f), List.of(2f)), List.of(0.5)));
    assertSays(
        "ts: column 'timeseries': a series of 2 steps has 1 time stamps; every step needs one",
        () -> assembler().setTimeCol("at").fit(unstamped));
  }
}
