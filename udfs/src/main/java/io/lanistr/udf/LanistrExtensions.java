package io.lanistr.udf;

import io.lanistr.udf.image.ImageLimits;
import io.lanistr.udf.series.Imputation;
import io.lanistr.udf.series.SeriesGrid;
import io.lanistr.udf.text.Vocabulary;
import io.lanistr.udf.text.WordPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Registers the functions by name: {@code spark.sql.extensions=io.lanistr.udf.LanistrExtensions},
 * or {@code SparkSession.builder().withExtensions(new LanistrExtensions())}.
 */
public final class LanistrExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  private static final List<SqlFunction> FUNCTIONS =
      List.of(
          new SqlFunction(
              "lanistr_image",
              "bytes, channels, height, width[, maxPixels[, maxBytes]]",
              "Decodes PNG, JPEG, GIF or BMP bytes and resizes them to uint8 [channels, height,"
                  + " width]; channels is 1 or 3.",
              4,
              6,
              LanistrExtensions::image),
          new SqlFunction(
              "lanistr_wordpiece",
              "text, vocabularyPath, maxTokens[, lowerCase]",
              "WordPiece ids of a text, [CLS] and [SEP] included, by a BERT vocabulary file of one"
                  + " piece a line; lowerCase is true unless given.",
              3,
              4,
              LanistrExtensions::wordPiece),
          new SqlFunction(
              "lanistr_series_grid",
              "values, times, interval, steps, imputation",
              "Places stamped events (array<array<number>>, array<number>) on a regular grid, the"
                  + " last value of a bin winning; imputation is zero, previous, next or mean.",
              5,
              5,
              LanistrExtensions::seriesGrid),
          new SqlFunction(
              "lanistr_is_present",
              "value",
              "Whether a modality says anything: not null, blank, empty or NaN throughout.",
              1,
              1,
              a -> LanistrFunctions.isPresent(a.column(0))),
          new SqlFunction(
              "lanistr_cosine_similarity",
              "a, b",
              "Cosine similarity of two arrays of numbers of equal length; 0 for a zero vector.",
              2,
              2,
              a -> LanistrFunctions.cosineSimilarity(a.column(0), a.column(1))));

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    FUNCTIONS.forEach(f -> f.injectInto(extensions));
    return BoxedUnit.UNIT;
  }

  private static Column image(SqlArguments a) {
    ImageLimits defaults = ImageLimits.DEFAULT;
    ImageLimits limits =
        new ImageLimits(
            Math.toIntExact(a.whole(5, defaults.maxBytes())), a.whole(4, defaults.maxPixels()));
    return LanistrFunctions.image(a.column(0), a.integer(1), a.integer(2), a.integer(3), limits);
  }

  private static Column wordPiece(SqlArguments a) {
    Path path = new Path(a.string(1));
    try {
      Vocabulary vocabulary =
          Vocabulary.read(
              path.getFileSystem(SparkSession.active().sessionState().newHadoopConf()).open(path));
      return LanistrFunctions.wordPieceIds(
          a.column(0), new WordPiece(vocabulary, a.bool(3, true)), a.integer(2));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the vocabulary " + path, e);
    }
  }

  private static Column seriesGrid(SqlArguments a) {
    return LanistrFunctions.seriesGrid(
        a.column(0),
        a.column(1),
        new SeriesGrid(a.number(2), a.integer(3)),
        Imputation.of(a.string(4)));
  }
}
