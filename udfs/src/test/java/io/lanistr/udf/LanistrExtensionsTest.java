package io.lanistr.udf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.udf.image.UndecodableImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanistrExtensionsTest {
  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.extensions", LanistrExtensions.class.getName())
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static Row sql(String query) {
    return spark.sql(query).first();
  }

  @Test
  void imageIsDecodedAndResizedInSql() throws IOException {
    BufferedImage red = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      red.setRGB(i % 4, i / 4, 0xff0000);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(red, "png", png);
    String hex = HexFormat.of().formatHex(png.toByteArray());
    byte[] tensor = sql("SELECT lanistr_image(X'" + hex + "', 3, 1, 2)").getAs(0);
    assertArrayEquals(new byte[] {-1, -1, 0, 0, 0, 0}, tensor);
    assertNull(sql("SELECT lanistr_image(CAST(NULL AS BINARY), 3, 1, 2)").get(0));
    Throwable failure = rootOf("SELECT lanistr_image(X'" + hex + "', 3, 1, 2, 15)");
    assertInstanceOf(UndecodableImageException.class, failure);
    assertEquals(
        "image is 4 x 4 pixels, more than the limit of 15 pixels (maxPixels)",
        failure.getMessage());
  }

  @Test
  void wordPieceReadsItsVocabularyOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhel\n##lo\n");
    List<Integer> ids = sql("SELECT lanistr_wordpiece('Hello you', '" + file + "', 8)").getList(0);
    assertEquals(List.of(2, 5, 6, 1, 3), ids);
    ids = sql("SELECT lanistr_wordpiece('Hello', '" + file + "', 8, false)").getList(0);
    assertEquals(List.of(2, 1, 3), ids);
    assertNull(sql("SELECT lanistr_wordpiece(CAST(NULL AS STRING), '" + file + "', 8)").get(0));
  }

  @Test
  void seriesIsGriddedAndImputed() {
    Row row =
        sql(
            "SELECT lanistr_series_grid(array(array(1, 2.5), null, array(null, 4.5)),"
                + " array(0.0, 0.5, 2.5), 1.0, 3, 'previous')");
    assertEquals(
        "[ArraySeq(1.0, 2.5), ArraySeq(1.0, 2.5), ArraySeq(1.0, 4.5)]",
        row.getList(0).toString().replace("WrappedArray", "ArraySeq"));
  }

  @Test
  void presenceLooksInside() {
    assertEquals(
        "[false,false,true,false,false,true,false,false,true,true]",
        sql("SELECT lanistr_is_present(CAST(NULL AS STRING)), lanistr_is_present('  '),"
                + " lanistr_is_present('a'), lanistr_is_present(array()),"
                + " lanistr_is_present(array(' ', null)), lanistr_is_present(array(' ', 'b')),"
                + " lanistr_is_present(X''), lanistr_is_present(array(array(double('NaN')))),"
                + " lanistr_is_present(named_struct('a', null, 'b', 0)),"
                + " lanistr_is_present(0)")
            .toString());
  }

  @Test
  void cosineSimilarityOfArrays() {
    assertEquals(
        0.6,
        sql("SELECT lanistr_cosine_similarity(array(3, 4), array(2f, 0f))").getDouble(0),
        1e-12);
    assertEquals(
        0.0, sql("SELECT lanistr_cosine_similarity(array(0, 0), array(2, 0))").getDouble(0));
    assertEquals(
        "cosine similarity of vectors of unequal length: 1 and 2",
        rootOf("SELECT lanistr_cosine_similarity(array(1), array(1, 2))").getMessage());
  }

  private static Throwable rootOf(String query) {
    Throwable failure = assertThrows(SparkException.class, () -> sql(query));
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  @Test
  void functionsDescribeThemselves() {
    String description = spark.sql("DESCRIBE FUNCTION lanistr_image").collectAsList().toString();
    assertTrue(
        description.contains(
            "lanistr_image(bytes, channels, height, width[, maxPixels[, maxBytes]]) - Decodes"),
        description);
  }

  @Test
  void wrongArgumentsAreNamedWhileTheQueryIsAnalysed() {
    assertMessage(
        "lanistr_cosine_similarity(a, b) got 1 arguments",
        "SELECT lanistr_cosine_similarity(array(1))");
    assertMessage(
        "argument 2 of lanistr_image(bytes, channels, height, width[, maxPixels[, maxBytes]]) must"
            + " be a constant, got t.c",
        "SELECT lanistr_image(b, c, 2, 2) FROM VALUES (X'00', 1) AS t(b, c)");
    assertMessage(
        "argument 3 of lanistr_image(bytes, channels, height, width[, maxPixels[, maxBytes]]) must"
            + " be a whole number, got 'tall'",
        "SELECT lanistr_image(X'00', 1, 'tall', 2)");
    assertMessage(
        "no imputation 'median'; choose zero, previous, next or mean",
        "SELECT lanistr_series_grid(array(array(1)), array(1), 1, 1, 'median')");
  }

  private static void assertMessage(String message, String query) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> spark.sql(query)).getMessage());
  }
}
