package io.lanistr.pipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.UsageException;
import io.lanistr.pipeline.dataset.DatasetException;
import io.lanistr.pipeline.testing.LocalSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final int TEST_ROWS = 50;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void wholeDemoLeavesNumbersModelPredictionsAndReport() throws Exception {
    String data = SyntheticFolder.write(folder, 150, TEST_ROWS);
    Path output = folder.resolve("out");
    List<String> arguments =
        new ArrayList<>(
            List.of("--dataset", data, "--output", output.toString(), "--labelled", "60"));
    arguments.addAll(List.of("--text-encoder", "none"));
    for (String setting :
        List.of(
            "experiment.seeds=2",
            "experiment.removed=[0,0.5]",
            "experiment.ablations=true",
            "pretraining.size=tiny",
            "pretraining.epochs=2",
            "pretraining.batchSize=50",
            "fine-tuning.size=tiny",
            "fine-tuning.epochs=20",
            "fine-tuning.batchSize=30",
            "fine-tuning.learningRate=0.003",
            "fine-tuning.selfTrainingRounds=1",
            "fine-tuning.selfTrainingEpochs=5",
            "fine-tuning.selfTrainingBatchSize=50",
            "baseline.regularization=[0.01]",
            "baseline.trees=[5]",
            "baseline.folds=2",
            "baseline.components=8")) {
      arguments.addAll(List.of("--set", setting));
    }
    assertEquals(0, command().run(arguments), console());

    JsonNode metrics =
        new ObjectMapper().readTree(Files.readString(output.resolve("metrics.json")));
    assertEquals("synthetic", metrics.get("dataset").textValue());
    assertEquals(60, metrics.get("labelled_rows").intValue());
    assertEquals("accuracy", metrics.get("metric").textValue());
    assertTrue(metrics.get("seconds").doubleValue() > 0);
    List<String> systems = new ArrayList<>();
    metrics.get("systems").fieldNames().forEachRemaining(systems::add);
    assertEquals(
        List.of(
            "lanistr",
            "lanistr_no_pretraining",
            "lanistr_no_self_training",
            "lanistr_self_training_only",
            "text_only",
            "image_only",
            "series_only",
            "table_only",
            "classical"),
        systems);
    for (String system : systems) {
      assertEquals(2, metrics.get("systems").get(system).get("seeds").size(), system);
    }
    assertTrue(metrics.at("/systems/classical/mean").doubleValue() > 0.6, metrics.toString());
    assertTrue(metrics.at("/systems/lanistr/mean").doubleValue() > 0.6, metrics.toString());
    assertEquals(2, metrics.get("missing").size());
    assertTrue(
        metrics.at("/missing/1/absent").doubleValue()
            > metrics.at("/missing/0/absent").doubleValue());
    assertEquals(metrics.at("/systems/lanistr"), metrics.at("/missing/0/systems/lanistr"));

    Map<String, Integer> predictions = predictions(output);
    double right = metrics.at("/systems/lanistr/seeds/0").doubleValue() * TEST_ROWS;
    assertEquals(right, right(predictions), 1e-9);
    assertEquals(predictions, answersOfSavedModel(output, data));
    reportHasEverySystem(output, systems.size());
    assertTrue(console().contains("LANISTR, labelled rows only"), console());
    assertTrue(console().contains("epoch"), console());
  }

  @Test
  void wrongFolderIsRefusedBeforeAnyTraining() {
    UsageException nowhere =
        assertThrows(
            UsageException.class,
            () -> command().run(List.of("--dataset", "nowhere", "--output", "" + folder)));
    assertTrue(nowhere.getMessage().contains("nowhere is neither a folder nor one of"));
    LocalSpark.session().range(3).write().parquet(folder.resolve("wrong").toString());
    String wrong = folder.resolve("wrong").toString();
    DatasetException refusal =
        assertThrows(
            DatasetException.class,
            () -> command().run(List.of("--dataset", wrong, "--output", "" + folder)));
    assertTrue(refusal.getMessage().contains("column label is missing"), refusal::getMessage);
  }

  @Test
  void unknownParamOfAStageIsRefusedBeforeTheDataAreRead() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                command()
                    .run(
                        List.of(
                            "--dataset",
                            "nowhere",
                            "--output",
                            "" + folder,
                            "--set",
                            "pretraining.epoch=3")));
    assertTrue(refusal.getMessage().contains("no setting pretraining.epoch"), refusal::getMessage);
  }

  @Test
  void helpIsPrintedAndNothingIsRun() {
    assertEquals(0, command().run(List.of("--help")));
    assertTrue(console().contains("--labelled"), console());
  }

  private static Map<String, Integer> predictions(Path output) {
    Map<String, Integer> predictions = new HashMap<>();
    for (Row row :
        LocalSpark.session()
            .read()
            .parquet(output.resolve("predictions.parquet").toString())
            .collectAsList()) {
      List<Double> probabilities = row.getList(row.fieldIndex("probabilities"));
      assertEquals(SyntheticFolder.CLASSES, probabilities.size());
      assertEquals(1.0, probabilities.stream().mapToDouble(v -> v).sum(), 1e-5);
      predictions.put(row.getAs("id") + "/" + row.getAs("label"), row.getAs("prediction"));
    }
    assertEquals(TEST_ROWS, predictions.size());
    return predictions;
  }

  private static long right(Map<String, Integer> predictions) {
    return predictions.entrySet().stream()
        .filter(e -> e.getKey().endsWith("/" + e.getValue()))
        .count();
  }

  private static Map<String, Integer> answersOfSavedModel(Path output, String data) {
    Map<String, Integer> answers = new HashMap<>();
    for (Row row :
        PipelineModel.load(output.resolve("model").toString())
            .transform(LocalSpark.session().read().parquet(data).filter("split = 'test'"))
            .collectAsList()) {
      answers.put(
          row.getAs("id") + "/" + row.getAs("label"), row.<Double>getAs("prediction").intValue());
    }
    return answers;
  }

  private static void reportHasEverySystem(Path output, int systems) throws Exception {
    byte[] report = Files.readAllBytes(output.resolve("report.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(report));
    String text = new String(report, UTF_8);
    assertTrue(text.contains("LANISTR, labelled rows only"));
    assertTrue(text.contains("series only") || text.contains("time series only"));
    assertTrue(text.contains("masked words"), "the pretraining losses are drawn");
    assertEquals(9, systems);
  }

  private DemoCommand command() {
    return new DemoCommand(new Console(new PrintStream(out, true, UTF_8), System.err));
  }

  private String console() {
    return out.toString(UTF_8);
  }
}
