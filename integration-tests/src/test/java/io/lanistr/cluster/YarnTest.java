package io.lanistr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.cluster.app.Pretraining;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Training on YARN, with rows, checkpoints and the application itself on HDFS. Nothing is said
 * about executors: YARN starts two of one core then.
 */
class YarnTest {
  private static final Path FOLDER = Path.of("target", "cluster", "yarn").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int STEPS = PretrainingRun.STEPS;
  private static final int INTERVAL = 4;
  private static final String EXECUTOR = "YarnCoarseGrainedExecutorBackend";
  private static final String STARTED = "started: .* 2 executors x 1 cores.*";

  private static HadoopCluster cluster;

  @BeforeAll
  static void writeRows() {
    cluster = new HadoopCluster(FOLDER, 4, 6000);
    PretrainingRun.writeRows(on("rows"));
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String on(String path) {
    return cluster.fileSystem() + "/" + path;
  }

  private static Submission submission(String name) {
    return cluster
        .submission(name)
        .jar(TestJar.ofPackage(Pretraining.class, FOLDER.resolve(name + ".jar")))
        .conf("spark.executor.memory", "512m");
  }

  private static List<String> arguments(Submission of, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("data=" + on("rows"));
    arguments.add("model=" + of.folder().resolve("model").toUri());
    arguments.add("interval=" + INTERVAL);
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void aLostContainerIsReplacedAndTheTrainingGoesOnFromHdfs() throws IOException {
    Submission undisturbed = submission("undisturbed").conf("spark.submit.deployMode", "cluster");
    Submission.Result result =
        undisturbed.run(Pretraining.class.getName(), arguments(undisturbed), LIMIT);
    assertEquals(0, result.exitCode(), () -> result.printed() + cluster.logs());
    assertEquals(STEPS, PretrainingRun.steps(cluster.printed()).size(), cluster::logs);
    assertTrue(cluster.printed().stream().anyMatch(line -> line.matches(STARTED)), cluster::logs);
    Map<String, float[]> expected = PretrainingRun.weights(undisturbed);

    Submission disturbed = submission("disturbed");
    try (JvmProcess driver =
        disturbed.start(
            Pretraining.class.getName(),
            arguments(disturbed, "checkpoints=" + on("checkpoints/visits")))) {
      driver.await(Pattern.compile("^step 14 of "), 1, LIMIT);
      List<ProcessHandle> executors = cluster.containers(EXECUTOR);
      assertEquals(2, executors.size(), executors::toString);
      executors.get(0).destroyForcibly();
      Submission.Result after = disturbed.awaitEnd(driver, LIMIT);
      assertEquals(0, after.exitCode(), () -> after.printed() + cluster.logs());
      List<Integer> steps = PretrainingRun.steps(after.output());
      assertTrue(steps.size() <= STEPS + INTERVAL, steps::toString);
      assertEquals(
          2,
          after.output().stream().filter(line -> line.matches(STARTED)).count(),
          "before and after the loss there are two executors: " + after.printed());
      assertTrue(
          after.output().stream()
              .anyMatch(
                  line ->
                      line.startsWith("noted: continuing after step ") && line.contains("hdfs://")),
          after::printed);
      PretrainingRun.assertSame(expected, PretrainingRun.weights(disturbed), 1e-6f);
    }
  }
}
