package io.lanistr.pipeline.examples;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.row_number;

import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.pipeline.Console;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.ml.functions$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Which rows are alike? Pretrains without any label, embeds each row as a whole and its text alone,
 * and prints the nearest rows of some by cosine distance.
 */
public final class NearestRows {
  private NearestRows() {}

  /** Takes the path of a Parquet table, or nothing for made-up rows. */
  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().appName("nearest rows").getOrCreate();
    Dataset<Row> embedded = embed(Visits.of(spark, arguments), 20).cache();
    Console console = Console.standard();
    for (String embedding : List.of("embedding", "text_embedding")) {
      console.line("Nearest rows by " + embedding);
      for (Row row : nearest(embedded, embedding, 3).orderBy("id", "place").takeAsList(15)) {
        console.line(String.format("%s  %.4f  %s", row.get(0), row.getDouble(2), row.get(1)));
      }
    }
    spark.stop();
  }

  /** The rows with "embedding" and "text_embedding", which is null where there is no text. */
  static Dataset<Row> embed(Dataset<Row> rows, int epochs) {
    List<PipelineStage> stages = new ArrayList<>(Visits.features());
    stages.add(
        new LanistrPretrainer()
            .setSize("tiny")
            .setFusionTokens("summary")
            .setTableSteps(0)
            .setTableOverviewDim(8)
            .setSimilarityLoss("contrastive")
            .setEpochs(epochs)
            .setBatchSize(32)
            .setLearningRate(3e-3)
            .setOutputCol("embedding")
            .setTextOutputCol("text_embedding"));
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new)).fit(rows).transform(rows);
  }

  /**
   * The {@code k} nearest others of each row that has the embedding: "id", "nearest", "distance" (0
   * to 2) and "place" from 1. It is exact and compares all with all: for more than some ten
   * thousand rows, give the unit vectors to a BucketedRandomProjectionLSH.
   */
  static Dataset<Row> nearest(Dataset<Row> rows, String embedding, int k) {
    Dataset<Row> units =
        new Normalizer()
            .setInputCol(embedding)
            .setOutputCol("unit")
            .transform(rows.filter(col(embedding).isNotNull()))
            .select(col("id"), functions$.MODULE$.vector_to_array(col("unit"), "float64").as("a"));
    Dataset<Row> others = units.select(col("id").as("nearest"), col("a").as("b"));
    return units
        .join(others, col("id").notEqual(col("nearest")))
        .withColumn(
            "distance",
            // Rounding must not make a distance negative.
            expr(
                "greatest(0D, 1 - aggregate("
                    + "zip_with(a, b, (x, y) -> x * y), 0D, (sum, xy) -> sum + xy))"))
        .withColumn(
            "place", row_number().over(Window.partitionBy("id").orderBy("distance", "nearest")))
        .filter(col("place").leq(k))
        .select("id", "nearest", "distance", "place");
  }
}
