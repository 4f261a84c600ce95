package io.lanistr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, submitted once to a cluster of two executors and once to a single JVM. */
class DemoOnClusterTest {
  private static final Path FOLDER = Path.of("target", "cluster", "demo").toAbsolutePath();
  private static final int TEST_ROWS = 120;
  private static final List<String> SYSTEMS =
      List.of(
          "lanistr",
          "lanistr_no_pretraining",
          "text_only",
          "image_only",
          "series_only",
          "table_only",
          "classical");

  private static final Set<String> WITHOUT_BATCH_STATISTICS =
      Set.of("text_only", "image_only", "series_only");
  private static final double CHANCE = 1.0 / SyntheticRows.CLASSES;

  private static SparkSession spark;
  private static StandaloneCluster cluster;
  private static Path data;
  private static DemoRun distributed;
  private static DemoRun local;

  @BeforeAll
  static void submitBoth() {
    cluster = new StandaloneCluster(FOLDER, 2, 1, "2g");
    spark = SparkSession.builder().master("local[1]").appName("tests").getOrCreate();
    data = FOLDER.resolve("synthetic");
    SyntheticRows.table(spark, 240, TEST_ROWS, 5).repartition(3).write().parquet(data.toString());
    // At the same time: each waits for itself most of the time.
    CompletableFuture<DemoRun> other =
        CompletableFuture.supplyAsync(
            () -> DemoRun.of(cluster.submission("local").conf("spark.master", "local[2]"), data));
    distributed =
        DemoRun.of(
            cluster
                .submission("distributed")
                .conf("spark.executor.memory", "1500m")
                .conf("spark.executor.cores", "1")
                .conf("spark.cores.max", "2"),
            data);
    local = other.join();
    assertEquals(
        0, distributed.driver().exitCode(), () -> distributed.driver().printed() + cluster.logs());
    assertEquals(0, local.driver().exitCode(), local.driver()::printed);
  }

  @AfterAll
  static void end() {
    if (spark != null) {
      spark.stop();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyStepOfTrainingRunsOnBothExecutors() {
    TrainingEvents training = TrainingEvents.of(distributed.driver().events());
    assertTrue(training.steps() >= DemoRun.STEPS, () -> training.steps() + " steps");
    training
        .executorsByStage()
        .forEach((stage, executors) -> assertEquals(Set.of("0", "1"), executors, "" + stage));
  }

  @Test
  void bothRunsLeaveTheNumbersOfAllSystems() {
    for (JsonNode metrics : List.of(local.metrics(), distributed.metrics())) {
      assertEquals("synthetic", metrics.path("dataset").asText());
      assertEquals("accuracy", metrics.path("metric").asText());
      assertEquals(DemoRun.LABELLED, metrics.path("labelled_rows").asInt());
      assertEquals(2, metrics.path("missing").size());
      assertTrue(metrics.path("seconds").asDouble() > 0);
      List<String> systems = new ArrayList<>();
      metrics.path("systems").fieldNames().forEachRemaining(systems::add);
      assertEquals(SYSTEMS, systems);
      for (JsonNode system : metrics.path("systems")) {
        assertEquals(DemoRun.SEEDS, system.path("seeds").size());
      }
    }
  }

  /**
   * Both runs draw the same rows, start from the same numbers and hide the same values. Networks
   * without a table then differ by the order of additions alone, which may turn a row on the edge.
   * The table encoder also normalises by batch: two halves of it, or the rows of each executor.
   * That acts like another seed, and the mean over two seeds has a standard error of 0.05.
   */
  @Test
  void metricsAgreeWithinTheSpreadOfTheSeeds() {
    JsonNode one = local.metrics().path("systems");
    JsonNode two = distributed.metrics().path("systems");
    for (String system : WITHOUT_BATCH_STATISTICS) {
      for (int seed = 0; seed < DemoRun.SEEDS; seed++) {
        double alone = one.path(system).path("seeds").path(seed).asDouble();
        double together = two.path(system).path("seeds").path(seed).asDouble();
        assertEquals(alone, together, 3.5 / TEST_ROWS, system + ", seed " + seed);
      }
    }
    double alone = one.path("lanistr").path("mean").asDouble();
    double together = two.path("lanistr").path("mean").asDouble();
    assertEquals(alone, together, 0.1);
    assertTrue(Math.min(alone, together) > 2 * CHANCE, alone + " and " + together);
  }

  @Test
  void modelSavedByTheClusterGivesItsPredictions() {
    Map<String, List<Double>> written = new HashMap<>();
    for (Row row :
        spark
            .read()
            .parquet(distributed.output().resolve("predictions.parquet").toString())
            .collectAsList()) {
      written.put(row.getAs("id"), row.getList(row.fieldIndex("probabilities")));
    }
    assertEquals(TEST_ROWS, written.size());
    PipelineModel model = PipelineModel.load(distributed.output().resolve("model").toString());
    for (Row row :
        model
            .transform(spark.read().parquet(data.toString()).filter("split = 'test'"))
            .collectAsList()) {
      Vector probability = row.getAs("probability");
      List<Double> expected = written.get(row.<String>getAs("id"));
      for (int c = 0; c < SyntheticRows.CLASSES; c++) {
        assertEquals(expected.get(c), probability.apply(c), 1e-5, row.<String>getAs("id"));
      }
    }
  }
}
