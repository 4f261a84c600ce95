package io.lanistr.pipeline.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.dataset.DatasetLimits.BrokenImage;
import io.lanistr.pipeline.dataset.DatasetLimits.NoModality;
import io.lanistr.pipeline.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetFolderTest {
  private static final String FULL =
      "id string, label int, label_name string, text string, image binary, "
          + "timeseries array<array<float>>, num_a double, cat_b string, split string";
  private static final String TEXT = "id string, label int, text string, split string";
  private static final String SERIES =
      "id string, label int, timeseries array<array<float>>, split string";

  @TempDir Path folder;

  @Test
  void absentIsNullWhateverItLookedLike() {
    DatasetFolder data =
        new TableBuilder(FULL)
            .row("a", 0, "cat", "words", picture(4, 6), series(2, 2), 1.0, "x", "train")
            .row("b", 1, "dog", "  ", new byte[0], List.of(), Double.NaN, "y", "train")
            .row("c", null, null, null, picture(4, 6), null, null, null, "train")
            .row("d", -1, null, null, null, null, 4.0, null, "train")
            .row("e", 1, "dog", "more", null, null, null, null, "test")
            .open(folder);
    assertEquals(Set.of(Modality.values()), data.columns().modalities());
    List<Row> train = data.train().orderBy("id").collectAsList();
    assertEquals(4, train.size());
    Row b = train.get(1);
    for (String column : List.of("text", "image", "timeseries", "num_a")) {
      assertTrue(b.isNullAt(b.fieldIndex(column)), column);
    }
    assertEquals("y", b.getAs("cat_b"));
    assertEquals(List.of(0, 1, -1, -1), train.stream().map(r -> r.getAs("label")).toList());
    assertEquals(List.of(), data.warnings());

    DatasetProfile profile = data.profile();
    assertEquals(4, profile.trainRows());
    assertEquals(2, profile.labelledTrainRows());
    assertEquals(1, profile.testRows());
    assertEquals(List.of("cat", "dog"), profile.classes());
    assertEquals(List.of(1L, 1L), profile.trainByClass());
    assertEquals(List.of(0L, 1L), profile.testByClass());
    assertEquals(
        Map.of(Modality.TEXT, 1L, Modality.IMAGE, 2L, Modality.SERIES, 1L, Modality.TABLE, 3L),
        profile.trainPresence());
    assertEquals(0.25, profile.trainShare(Modality.TEXT), 1e-12);
    assertEquals(1.0, profile.testShare(Modality.TEXT), 1e-12);
  }

  @Test
  void otherTypesOfIdsLabelsAndTablesAreTaken() {
    DatasetFolder data =
        new TableBuilder("id bigint, label smallint, num_n int, cat_c boolean, split string")
            .row(1L, (short) 0, 3, true, "train")
            .row(2L, (short) 1, null, false, "train")
            .row(3L, (short) 1, 5, null, "test")
            .open(folder);
    Row first = data.train().orderBy("id").first();
    assertEquals("1", first.getAs("id"));
    assertEquals(3.0, first.<Double>getAs("num_n"));
    assertEquals("true", first.getAs("cat_c"));
    assertEquals(List.of("class 0", "class 1"), data.profile().classes());
  }

  @Test
  void whatNoTrainingRowHasIsLeftOutWithAWarning() {
    DatasetFolder data =
        new TableBuilder(
                "id string, label int, text string, image binary, num_a double, num_b double, "
                    + "split string")
            .row("a", 0, "words", null, 1.0, null, "train")
            .row("b", 1, "words", null, 1.0, null, "train")
            .row("c", 1, "words", picture(4, 6), 1.0, 2.0, "test")
            .open(folder);
    assertEquals(Set.of(Modality.TEXT, Modality.TABLE), data.columns().modalities());
    assertEquals(List.of("num_a"), data.columns().numeric());
    assertEquals(2, data.warnings().size(), "" + data.warnings());
    assertEquals(List.of("id", "label", "split", "text", "num_a"), List.of(data.test().columns()));
  }

  @Test
  void rowsWithoutModalityAreDroppedFromTrainingAndKeptForTheTest() {
    TableBuilder table =
        new TableBuilder(TEXT)
            .row("a", 0, "words", "train")
            .row("b", 1, "words", "train")
            .row("c", 1, null, "train")
            .row("d", 1, "", "test")
            .row("e", 0, "words", "test");
    DatasetFolder data = table.open(folder, NoModality.DROP);
    assertEquals(2, data.train().count());
    assertEquals(2, data.test().count());
    assertEquals(2, data.warnings().size(), "" + data.warnings());
    refused(table, NoModality.FAIL, "rows have no modality (row c)");
  }

  @Test
  void unlabelledTestRowsAreNotScored() {
    DatasetFolder data =
        new TableBuilder(TEXT)
            .row("a", 0, "words", "train")
            .row("b", 1, "words", "train")
            .row("c", null, "words", "test")
            .row("d", 1, "words", "test")
            .open(folder);
    assertEquals(1, data.test().count());
    assertEquals(List.of("1 test rows have no label and are not scored."), data.warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "label int, text string, split string | column id is missing",
        "id string, text string, split string | column label is missing; it must be a whole number",
        "id string, label int, text string | column split is missing",
        "id string, label double, text string, split string "
            + "| column label must be a whole number, it is double",
        "id string, label int, text int, split string | column text must be a string, it is int",
        "id string, label int, image string, split string | column image must be binary",
        "id string, label int, timeseries array<float>, split string "
            + "| column timeseries must be an array of arrays of numbers (steps x channels), it is"
            + " array<float>",
        "id string, label int, num_a string, split string | column num_a must be a number",
        "id string, label int, cat_a double, split string | column cat_a must be a string",
        "id string, label int, words string, split string | no column holds a modality",
      })
  void wrongColumnsAreRefusedByName(String ddl, String problem) {
    refused(new TableBuilder(ddl), NoModality.DROP, problem);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "c,0,train,b,1,train,d,1,train,no test rows",
        "c,0,test,b,1,test,d,1,test,no train rows",
        "c,0,train,b,1,dev,d,1,test,column split is dev (row b)",
        "c,0,train,b,1,-,d,1,test,column split is null (row b)",
        "c,0,train,b,-2,train,d,1,test,label -2 (row b) is out of range",
        "c,0,train,b,1,train,d,2,test,label 2 (row d) of the test split is out of range",
        "c,0,train,b,200,train,d,0,test,label 200 (row b) is out of range; at most 100",
        "c,1,train,b,1,train,d,1,test,one class only: all labelled training rows have label 1",
        "c,-1,train,b,-,train,d,1,test,no training row has a label",
        "c,0,train,b,1,train,d,-1,test,no test row has a label",
        "c,0,train,c,1,train,d,1,test,id c occurs 2 times",
        "-,0,train,b,1,train,d,1,test,column id is null in 1 rows",
      })
  void wrongRowsAreRefusedByIdOrNumber(
      String id1,
      Integer label1,
      String split1,
      String id2,
      Integer label2,
      String split2,
      String id3,
      Integer label3,
      String split3,
      String problem) {
    TableBuilder table =
        new TableBuilder(TEXT)
            .row(id1, label1, "words", split1)
            .row(id2, label2, "words", split2)
            .row(id3, label3, "words", split3);
    refused(table, NoModality.DROP, problem);
  }

  @Test
  void seriesOfDifferentChannelsAreRefusedWithBothRows() {
    TableBuilder table =
        new TableBuilder(SERIES)
            .row("a", 0, series(4, 3), "train")
            .row("b", 1, series(2, 2), "train")
            .row("c", 1, series(5, 3), "test");
    refused(table, NoModality.DROP, "steps of 2 (row b) and of 3 (row a) channels");
  }

  @Test
  void brokenPicturesCountAsMissingOrAreRefused() {
    TableBuilder table =
        new TableBuilder("id string, label int, image binary, num_a double, split string")
            .row("a", 0, picture(8, 6), 1.0, "train")
            .row("b", 1, picture(8, 6), 1.0, "train")
            .row("c", 1, picture(9, 10), 1.0, "train")
            .row("d", 1, new byte[] {1, 2, 3}, 1.0, "train")
            .row("e", 1, picture(30, 30), 1.0, "test");
    DatasetFolder data = table.open(folder);
    assertEquals(3L, data.profile().trainPresence().get(Modality.IMAGE));
    assertEquals(new ImageProfile(8, 6, false, 1, "d"), data.images());
    assertEquals(
        List.of("1 pictures cannot be decoded and count as missing (the first in row d)."),
        data.warnings());
    assertEquals(3, data.train().filter("image is not null").count());
    DatasetException refusal =
        assertThrows(
            DatasetException.class,
            () ->
                DatasetFolder.open(
                    LocalSpark.session(),
                    table.write(folder),
                    "sample",
                    new DatasetLimits(100, NoModality.DROP, BrokenImage.FAIL)));
    assertTrue(refusal.getMessage().contains("(the first in row d)"), refusal::getMessage);
  }

  @Test
  void emptyTablesAndMissingFoldersAreRefused() {
    refused(new TableBuilder(TEXT), NoModality.DROP, "it has no rows");
    String nowhere = folder.resolve("nowhere").toString();
    DatasetException refusal =
        assertThrows(
            DatasetException.class,
            () ->
                DatasetFolder.open(
                    LocalSpark.session(),
                    nowhere,
                    "sample",
                    new DatasetLimits(100, NoModality.DROP, BrokenImage.FAIL)));
    assertTrue(refusal.getMessage().contains("no Parquet can be read there"), refusal::getMessage);
    assertTrue(refusal.getMessage().contains(nowhere), refusal::getMessage);
  }

  private void refused(TableBuilder table, NoModality policy, String problem) {
    DatasetException refusal =
        assertThrows(DatasetException.class, () -> table.open(folder, policy));
    assertTrue(refusal.getMessage().contains(problem), refusal::getMessage);
  }

  private static byte[] picture(int height, int width) {
    try {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<Float>> series(int steps, int channels) {
    return Collections.nCopies(steps, Collections.nCopies(channels, 0.5f));
  }
}
