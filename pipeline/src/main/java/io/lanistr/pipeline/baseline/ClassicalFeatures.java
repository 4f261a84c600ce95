package io.lanistr.pipeline.baseline;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.dataset.Presence;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Simple features of all modalities in one vector: TF-IDF of hashed words, principal components of
 * pixels, principal components of resampled series with their statistics, the table with numbers on
 * a logarithmic scale and hashed categories, and a flag for each modality that is absent. Fitted on
 * all training rows, without their labels.
 */
public final class ClassicalFeatures {
  /** The column that is added. */
  public static final String OUTPUT = "classical_features";

  /** How much a flag counts beside a modality, whose mean squared length is 1. */
  private static final double FLAG = 0.3;

  private final ColumnConvention columns;
  private final RawVectors raw;
  private final List<ModalityVector> vectors;

  private ClassicalFeatures(
      ColumnConvention columns, RawVectors raw, List<ModalityVector> vectors) {
    this.columns = columns;
    this.raw = raw;
    this.vectors = List.copyOf(vectors);
  }

  /**
   * Fits the features.
   *
   * @param colour whether pictures have colours
   */
  public static ClassicalFeatures fit(
      Dataset<Row> train, ColumnConvention columns, boolean colour, BaselineSettings settings) {
    RawVectors raw = RawVectors.of(train, columns, colour, settings);
    // Pictures are decoded once for all that is fitted below.
    Dataset<Row> rows = raw.add(prepare(train, columns)).persist(StorageLevel.MEMORY_AND_DISK());
    List<ModalityVector> vectors = new ArrayList<>();
    for (Modality modality : columns.ordered()) {
      Column present = Presence.of(columns, modality);
      long count = rows.filter(present).count();
      List<PipelineStage> stages =
          switch (modality) {
            case TEXT -> text(settings);
            case IMAGE -> components(RawVectors.IMAGE, raw.imageSize(), count, settings, modality);
            case SERIES ->
                components(RawVectors.SERIES, raw.seriesSize(), count, settings, modality);
            case TABLE -> table(columns, settings);
          };
      vectors.add(
          ModalityVector.fit(
              rows, present, stages, fitted(modality), "classical_" + modality.key()));
    }
    rows.unpersist();
    return new ClassicalFeatures(columns, raw, vectors);
  }

  /** Adds the column of features. */
  public Dataset<Row> transform(Dataset<Row> rows) {
    Dataset<Row> all = raw.add(prepare(rows, columns));
    List<String> parts = new ArrayList<>();
    for (ModalityVector vector : vectors) {
      all = vector.transform(all);
      parts.add(vector.output());
    }
    for (Modality modality : columns.ordered()) {
      String flag = "classical_no_" + modality.key();
      all =
          all.withColumn(flag, when(Presence.of(columns, modality), lit(0.0)).otherwise(lit(FLAG)));
      parts.add(flag);
    }
    Dataset<Row> assembled =
        new VectorAssembler()
            .setInputCols(parts.toArray(String[]::new))
            .setOutputCol(OUTPUT)
            .transform(all);
    List<Column> kept = new ArrayList<>();
    for (String name : rows.columns()) {
      kept.add(col(name));
    }
    kept.add(col(OUTPUT));
    return assembled.select(kept.toArray(Column[]::new));
  }

  private static Dataset<Row> prepare(Dataset<Row> rows, ColumnConvention columns) {
    Dataset<Row> out = rows;
    if (columns.modalities().contains(Modality.TEXT)) {
      out = out.withColumn("classical_string", coalesce(col(ColumnConvention.TEXT), lit("")));
    }
    if (columns.modalities().contains(Modality.TABLE)) {
      for (String name : columns.numeric()) {
        out = out.withColumn(logOf(name), signum(col(name)).multiply(log1p(abs(col(name)))));
      }
    }
    return out;
  }

  private static String fitted(Modality modality) {
    return "classical_fitted_" + modality.key();
  }

  private static String logOf(String number) {
    return "classical_log_" + number;
  }

  private static List<PipelineStage> text(BaselineSettings settings) {
    return List.of(
        new RegexTokenizer()
            .setInputCol("classical_string")
            .setOutputCol("classical_words")
            .setPattern("[^\\p{L}\\p{N}]+")
            .setMinTokenLength(2),
        new HashingTF()
            .setInputCol("classical_words")
            .setOutputCol("classical_counts")
            .setNumFeatures(settings.textFeatures()),
        new IDF().setInputCol("classical_counts").setOutputCol("classical_tfidf").setMinDocFreq(2),
        new Normalizer().setInputCol("classical_tfidf").setOutputCol(fitted(Modality.TEXT)));
  }

  private static List<PipelineStage> components(
      String input, int size, long rows, BaselineSettings settings, Modality modality) {
    int components = (int) Math.max(1, Math.min(Math.min(settings.components(), size), rows / 3));
    String scaled = "classical_scaled_" + modality.key();
    // Pixels share one scale; the channels of a series and their statistics do not.
    return List.of(
        new StandardScaler()
            .setInputCol(input)
            .setOutputCol(scaled)
            .setWithMean(true)
            .setWithStd(modality == Modality.SERIES),
        new PCA().setInputCol(scaled).setOutputCol(fitted(modality)).setK(components));
  }

  private static List<PipelineStage> table(ColumnConvention columns, BaselineSettings settings) {
    List<PipelineStage> stages = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    if (!columns.numeric().isEmpty()) {
      String[] logs =
          columns.numeric().stream().map(ClassicalFeatures::logOf).toArray(String[]::new);
      String[] filled =
          columns.numeric().stream().map(n -> logOf(n) + "_filled").toArray(String[]::new);
      stages.add(new Imputer().setStrategy("median").setInputCols(logs).setOutputCols(filled));
      stages.add(new VectorAssembler().setInputCols(filled).setOutputCol("classical_numbers"));
      stages.add(
          new StandardScaler()
              .setInputCol("classical_numbers")
              .setOutputCol("classical_scaled_numbers")
              .setWithMean(true));
      parts.add("classical_scaled_numbers");
    }
    if (!columns.categorical().isEmpty()) {
      stages.add(
          new FeatureHasher()
              .setInputCols(columns.categorical().toArray(String[]::new))
              .setOutputCol("classical_categories")
              .setNumFeatures(settings.categoryFeatures()));
      parts.add("classical_categories");
    }
    stages.add(
        new VectorAssembler()
            .setInputCols(parts.toArray(String[]::new))
            .setOutputCol(fitted(Modality.TABLE)));
    return stages;
  }
}
