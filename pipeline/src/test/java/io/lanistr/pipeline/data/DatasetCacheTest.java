package io.lanistr.pipeline.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.table.ContentFingerprint;
import io.lanistr.pipeline.data.table.DataRow;
import io.lanistr.pipeline.data.table.DatasetFiles;
import io.lanistr.pipeline.data.table.Layout;
import io.lanistr.pipeline.data.table.Split;
import io.lanistr.pipeline.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCacheTest {

  private static final Layout LAYOUT = new Layout(true, List.of("size"), List.of("color"));

  @TempDir java.nio.file.Path folder;

  /** Six hundred rows, in more than one file; every second row has only its text. */
  private static List<DataRow> rows() {
    List<DataRow> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      boolean full = i % 2 == 0;
      rows.add(
          new DataRow(
              "row-" + (600 - i),
              i % 3,
              "class" + i % 3,
              "text\t" + i,
              full ? new Pixels(1, 2, 1, new byte[] {(byte) i, 7}) : null,
              full ? new float[][] {{i, -0.0f}, {0.5f, 1e-8f}} : null,
              new Double[] {full ? i / 3.0 : null},
              new String[] {full ? "grün" : null},
              full ? Split.TRAIN : Split.TEST));
    }
    return rows;
  }

  @SuppressWarnings("ArrayRecordComponent") // counts builds
  private record SampleDataset(String fingerprint, int[] builds) implements QuickStartDataset {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public int version() {
      return 3;
    }

    @Override
    public String attribution() {
      return "made in this test";
    }

    @Override
    public int labelledRows() {
      return 4;
    }

    @Override
    public void build(SparkSession spark, Path target) {
      builds[0]++;
      new DatasetFiles(spark, target).write(name(), fingerprint(), LAYOUT, rows());
    }
  }

  private static SampleDataset dataset(String fingerprint) {
    return new SampleDataset(fingerprint, new int[1]);
  }

  private List<String> built() throws IOException {
    java.nio.file.Path datasets = folder.resolve("datasets");
    if (!Files.exists(datasets)) {
      return List.of();
    }
    try (Stream<java.nio.file.Path> found = Files.list(datasets)) {
      return found.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void aDataSetIsBuiltOnceWithNullForWhatIsAbsent() throws IOException {
    SampleDataset dataset = dataset(ContentFingerprint.of(LAYOUT, rows()));
    DatasetCache cache = new DatasetCache(folder);
    Path path = cache.folderOf(dataset, LocalSpark.session());
    assertEquals(path, cache.folderOf(dataset, LocalSpark.session()));
    assertEquals(1, dataset.builds()[0]);
    assertEquals(List.of("sample-v3"), built());

    Dataset<Row> table = LocalSpark.session().read().parquet(path.toString());
    assertEquals(600, table.count());
    assertEquals(
        300,
        table
            .filter("image IS NULL AND timeseries IS NULL AND num_size IS NULL")
            .filter("cat_color IS NULL AND split = 'test' AND text IS NOT NULL")
            .count());
    Row row = table.filter("id = 'row-598'").first();
    assertEquals(2, row.<Integer>getAs("label"));
    assertEquals(2 / 3.0, row.<Double>getAs("num_size"));
    assertEquals("grün", row.getAs("cat_color"));
  }

  @Test
  void aWrongBuildFailsAndLeavesNothing() throws IOException {
    SampleDataset dataset = dataset("0".repeat(64));
    DatasetCache cache = new DatasetCache(folder);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> cache.folderOf(dataset, LocalSpark.session()));
    assertTrue(e.getMessage().contains("sample"), e.getMessage());
    assertTrue(e.getMessage().contains("0".repeat(64)), e.getMessage());
    assertEquals(List.of(), built());
  }

  @Test
  void aFolderOfAnotherContentIsRefused() throws IOException {
    SampleDataset dataset = dataset(ContentFingerprint.of(LAYOUT, rows()));
    java.nio.file.Path stranger = folder.resolve("datasets/sample-v3");
    Files.createDirectories(stranger);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> new DatasetCache(folder).folderOf(dataset, LocalSpark.session()));
    assertTrue(e.getMessage().contains("delete that folder"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> dataset.build(LocalSpark.session(), new Path(stranger.toUri())));
  }

  @Test
  void fingerprintsSeeEveryValueAndTheOrder() {
    String base = ContentFingerprint.of(LAYOUT, rows());
    List<DataRow> swapped = rows();
    DataRow first = swapped.set(0, swapped.get(2));
    swapped.set(2, first);
    assertFalse(base.equals(ContentFingerprint.of(LAYOUT, swapped)));

    List<DataRow> otherPixel = rows();
    otherPixel.get(0).image().data()[1]++;
    assertFalse(base.equals(ContentFingerprint.of(LAYOUT, otherPixel)));

    List<DataRow> otherSign = rows();
    otherSign.get(0).series()[0][1] = 0.0f;
    assertFalse(base.equals(ContentFingerprint.of(LAYOUT, otherSign)));

    List<DataRow> otherNumber = rows();
    otherNumber.get(0).numbers()[0] = null;
    assertFalse(base.equals(ContentFingerprint.of(LAYOUT, otherNumber)));
  }

  @Test
  void theQuickStartDataSetsAreKnownByName() {
    DatasetCache cache = new DatasetCache(folder);
    List<QuickStartDataset> all = QuickStartDatasets.all(cache.packages());
    for (QuickStartDataset dataset : all) {
      String name = dataset.name();
      assertEquals(
          dataset.getClass(),
          QuickStartDatasets.named(name, cache.packages()).orElseThrow().getClass());
      assertTrue(dataset.attribution().contains("licence"), name);
      assertEquals(64, dataset.fingerprint().length(), name);
    }
    assertNull(QuickStartDatasets.named("unknown", cache.packages()).orElse(null));
  }
}
