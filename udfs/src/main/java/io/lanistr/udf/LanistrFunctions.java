package io.lanistr.udf;

import io.lanistr.udf.image.ImageLimits;
import io.lanistr.udf.image.ImageTensor;
import io.lanistr.udf.series.Imputation;
import io.lanistr.udf.series.SeriesGrid;
import io.lanistr.udf.text.WordPiece;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** The SQL functions as Java {@link Column} functions. Null in, null out. */
public final class LanistrFunctions {
  private LanistrFunctions() {}

  /**
   * Encoded picture (binary) to uint8 [channels, height, width] (binary).
   *
   * <p>A picture that cannot be decoded, or is over a limit, fails the query with an {@link
   * io.lanistr.udf.image.UndecodableImageException} as the cause.
   */
  public static Column image(
      Column encoded, int channels, int height, int width, ImageLimits limits) {
    UDF1<byte[], byte[]> decode =
        bytes -> bytes == null ? null : ImageTensor.decode(bytes, channels, height, width, limits);
    return functions.udf(decode, DataTypes.BinaryType).withName("lanistr_image").apply(encoded);
  }

  /** Text to WordPiece ids (array of int), {@code [CLS]} and {@code [SEP]} included. */
  public static Column wordPieceIds(Column text, WordPiece wordPiece, int maxTokens) {
    UDF1<String, int[]> ids = s -> s == null ? null : wordPiece.ids(s, maxTokens);
    return functions
        .udf(ids, DataTypes.createArrayType(DataTypes.IntegerType, false))
        .withName("lanistr_wordpiece")
        .apply(text);
  }

  /**
   * Events (array of arrays of numbers) and their stamps (array of numbers) to a regular grid
   * (array of arrays of float). Cells without any usual value to fall back to become 0.
   */
  public static Column seriesGrid(
      Column values, Column times, SeriesGrid grid, Imputation imputation) {
    UDF2<Seq<Seq<?>>, Seq<?>, float[][]> place =
        (events, stamps) ->
            events == null || stamps == null ? null : place(events, stamps, grid, imputation);
    return functions
        .udf(
            place, DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType, false)))
        .withName("lanistr_series_grid")
        .apply(values, times);
  }

  /** Whether a value of any type says anything; see {@link Presence}. Never null. */
  public static Column isPresent(Column value) {
    UDF1<Object, Boolean> present = Presence::isPresent;
    return functions
        .udf(present, DataTypes.BooleanType)
        .withName("lanistr_is_present")
        .apply(value);
  }

  /** Cosine similarity of two arrays of numbers of equal length; see {@link Cosine}. */
  public static Column cosineSimilarity(Column a, Column b) {
    UDF2<Seq<?>, Seq<?>, Double> cosine =
        (x, y) ->
            x == null || y == null
                ? null
                : Cosine.similarity(SparkArrays.doubles(x), SparkArrays.doubles(y));
    return functions
        .udf(cosine, DataTypes.DoubleType)
        .withName("lanistr_cosine_similarity")
        .apply(a, b);
  }

  private static float[][] place(
      Seq<Seq<?>> events, Seq<?> stamps, SeriesGrid grid, Imputation imputation) {
    int channels = channels(events);
    float[] placed =
        grid.place(SparkArrays.doubles(stamps), SparkArrays.matrix(events, channels), channels);
    imputation.fillInPlace(placed, channels, new float[channels]);
    float[][] steps = new float[grid.steps()][channels];
    for (int s = 0; s < steps.length; s++) {
      System.arraycopy(placed, s * channels, steps[s], 0, channels);
    }
    return steps;
  }

  private static int channels(Seq<Seq<?>> events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.apply(i) != null) {
        return events.apply(i).size();
      }
    }
    return 0;
  }
}
