package io.lanistr.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * What the sizes of a multimodal column are, kept in the column's Spark metadata under {@value
 * #KEY}. A modality that the column never has is null.
 */
public record MultimodalMetadata(Text text, Image image, Series series, Table table) {
  /** Key of the metadata entry. */
  public static final String KEY = "lanistr";

  private static final String FINGERPRINT = "fingerprint";

  /**
   * Token ids run from 0 to vocabSize - 1; a text has at most maxTokens of them.
   *
   * @param fingerprint equal for equal vocabularies; empty where not known
   */
  public record Text(
      int vocabSize,
      int maxTokens,
      int padId,
      int clsId,
      int sepId,
      int maskId,
      String fingerprint) {
    /** Of an unknown vocabulary. */
    public Text(int vocabSize, int maxTokens, int padId, int clsId, int sepId, int maskId) {
      this(vocabSize, maxTokens, padId, clsId, sepId, maskId, "");
    }

    public Text {
      positive("text.vocabSize", vocabSize);
      positive("text.maxTokens", maxTokens);
    }
  }

  /** Images are channels x height x width bytes; a pixel's value is (byte/255 - mean) / std. */
  public record Image(int channels, int height, int width, List<Double> mean, List<Double> std) {
    public Image {
      positive("image.channels", channels);
      positive("image.height", height);
      positive("image.width", width);
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.size() != channels || std.size() != channels) {
        throw new IllegalArgumentException(
            "image.mean and image.std need one value for each of the "
                + channels
                + " channels, but have "
                + mean.size()
                + " and "
                + std.size());
      }
      if (std.stream().anyMatch(s -> !(s > 0))) {
        throw new IllegalArgumentException("image.std must be positive: " + std);
      }
    }

    /** Bytes of one image. */
    public int size() {
      return channels * height * width;
    }
  }

  /** Series have 1 to maxSteps steps of channels values. */
  public record Series(int channels, int maxSteps) {
    public Series {
      positive("series.channels", channels);
      positive("series.maxSteps", maxSteps);
    }
  }

  /**
   * Names of the columns; cardinality 0 is a numeric column, n a categorical one of n values.
   *
   * @param fingerprint equal for equal values in equal order; empty where not known
   */
  public record Table(List<String> columns, List<Integer> cardinalities, String fingerprint) {
    /** Of unknown values. */
    public Table(List<String> columns, List<Integer> cardinalities) {
      this(columns, cardinalities, "");
    }

    public Table {
      columns = List.copyOf(columns);
      cardinalities = List.copyOf(cardinalities);
      positive("table.columns", columns.size());
      if (columns.size() != cardinalities.size()) {
        throw new IllegalArgumentException(
            "table.cardinalities needs one value for each of the "
                + columns.size()
                + " columns, but has "
                + cardinalities.size());
      }
      if (cardinalities.stream().anyMatch(c -> c < 0)) {
        throw new IllegalArgumentException(
            "table.cardinalities must not be negative: " + cardinalities);
      }
    }
  }

  public MultimodalMetadata {
    if (text == null && image == null && series == null && table == null) {
      throw new IllegalArgumentException("A multimodal column needs at least one modality");
    }
  }

  /** The column's Spark metadata. */
  public Metadata toSpark() {
    MetadataBuilder all = new MetadataBuilder();
    if (text != null) {
      all.putMetadata(
          "text",
          new MetadataBuilder()
              .putLong("vocabSize", text.vocabSize)
              .putLong("maxTokens", text.maxTokens)
              .putLong("padId", text.padId)
              .putLong("clsId", text.clsId)
              .putLong("sepId", text.sepId)
              .putLong("maskId", text.maskId)
              .putString(FINGERPRINT, text.fingerprint)
              .build());
    }
    if (image != null) {
      all.putMetadata(
          "image",
          new MetadataBuilder()
              .putLong("channels", image.channels)
              .putLong("height", image.height)
              .putLong("width", image.width)
              .putDoubleArray("mean", doubles(image.mean))
              .putDoubleArray("std", doubles(image.std))
              .build());
    }
    if (series != null) {
      all.putMetadata(
          "series",
          new MetadataBuilder()
              .putLong("channels", series.channels)
              .putLong("maxSteps", series.maxSteps)
              .build());
    }
    if (table != null) {
      all.putMetadata(
          "table",
          new MetadataBuilder()
              .putStringArray("columns", table.columns.toArray(String[]::new))
              .putLongArray(
                  "cardinalities",
                  table.cardinalities.stream().mapToLong(Integer::longValue).toArray())
              .putString(FINGERPRINT, table.fingerprint)
              .build());
    }
    return new MetadataBuilder().putMetadata(KEY, all.build()).build();
  }

  /**
   * The metadata that a column carries.
   *
   * @throws IllegalArgumentException if it carries none
   */
  public static MultimodalMetadata of(StructField field) {
    if (!field.metadata().contains(KEY)) {
      throw new IllegalArgumentException(
          "Column '"
              + field.name()
              + "' carries no multimodal metadata. It must come from a MultimodalAssembler, without"
              + " steps between that drop column metadata.");
    }
    return of(field.metadata());
  }

  /** The inverse of {@link #toSpark}. */
  public static MultimodalMetadata of(Metadata metadata) {
    Metadata all = metadata.getMetadata(KEY);
    return new MultimodalMetadata(
        all.contains("text") ? text(all.getMetadata("text")) : null,
        all.contains("image") ? image(all.getMetadata("image")) : null,
        all.contains("series") ? series(all.getMetadata("series")) : null,
        all.contains("table") ? table(all.getMetadata("table")) : null);
  }

  private static Text text(Metadata m) {
    return new Text(
        size(m, "vocabSize"),
        size(m, "maxTokens"),
        size(m, "padId"),
        size(m, "clsId"),
        size(m, "sepId"),
        size(m, "maskId"),
        m.getString(FINGERPRINT));
  }

  private static Image image(Metadata m) {
    return new Image(
        size(m, "channels"),
        size(m, "height"),
        size(m, "width"),
        DoubleStream.of(m.getDoubleArray("mean")).boxed().toList(),
        DoubleStream.of(m.getDoubleArray("std")).boxed().toList());
  }

  private static Series series(Metadata m) {
    return new Series(size(m, "channels"), size(m, "maxSteps"));
  }

  private static Table table(Metadata m) {
    return new Table(
        Arrays.asList(m.getStringArray("columns")),
        LongStream.of(m.getLongArray("cardinalities")).mapToInt(Math::toIntExact).boxed().toList(),
        m.getString(FINGERPRINT));
  }

  private static int size(Metadata m, String key) {
    return Math.toIntExact(m.getLong(key));
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
