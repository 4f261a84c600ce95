package io.lanistr.pipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.UsageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private StudyCommand command() {
    return new StudyCommand(new Console(new PrintStream(out, true, UTF_8), System.err));
  }

  @Test
  void everyConditionIsInNumbersPictureAndTable() throws Exception {
    Path output = folder.resolve("study");
    List<String> arguments =
        new ArrayList<>(
            List.of("--dataset", SyntheticFolder.write(folder, 80, 30), "--output", "" + output));
    arguments.addAll(List.of("--labels", "20,all", "--removed", "0,0.6", "--removed-labels", "20"));
    arguments.addAll(List.of("--text-encoder", "none", "--seeds", "1"));
    for (String setting :
        List.of(
            "experiment.classical=false",
            "experiment.single-modalities=false",
            "experiment.least-steps=2",
            "experiment.most-steps=3",
            "experiment.least-epochs=1",
            "pretraining.size=tiny",
            "pretraining.epochs=1",
            "fine-tuning.size=tiny")) {
      arguments.addAll(List.of("--set", setting));
    }
    assertEquals(0, command().run(arguments), out.toString(UTF_8));

    JsonNode numbers = new ObjectMapper().readTree(Files.readString(output.resolve("study.json")));
    JsonNode byLabels = numbers.get("by_labels");
    assertEquals(20, byLabels.at("/0/labelled_rows").intValue());
    assertTrue(byLabels.at("/1/labelled_rows").intValue() > 20, numbers.toString());
    assertEquals(1, byLabels.at("/1/systems/lanistr_no_pretraining/seeds").size());
    JsonNode byRemoved = numbers.get("by_removed");
    assertEquals(byLabels.get(0), byRemoved.get(0), "one condition is run once");
    assertEquals(0.6, byRemoved.at("/1/removed").doubleValue());
    assertTrue(
        byRemoved.at("/1/absent").doubleValue() > byRemoved.at("/0/absent").doubleValue() + 0.1,
        numbers.toString());

    JsonNode why = byLabels.at("/0/diagnosis");
    assertEquals(5, why.get("probes").size(), why.toString());
    assertTrue(why.at("/probes/fused/accuracy").doubleValue() > 0, why.toString());
    double attention = 0;
    for (JsonNode share : why.get("attention")) {
      assertTrue(share.get("pretrained").doubleValue() > 0, why.toString());
      attention += share.get("labelled_rows_only").doubleValue();
    }
    assertTrue(attention > 0.3, why.toString());
    assertTrue(why.at("/pretraining/spread/last").doubleValue() > 0, why.toString());

    byte[] page = Files.readAllBytes(output.resolve("study.html"));
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(page));
    String text = new String(page, UTF_8);
    assertTrue(text.contains("More labels") && text.contains("More missing"));
    assertTrue(text.contains("linear probe") && text.contains("first to last epoch"));
    assertTrue(out.toString(UTF_8).contains("accuracy by labelled rows"));
  }

  @Test
  void impossibleConditionsAreRefused() {
    for (List<String> wrong :
        List.of(
            List.of("--labels", "1"),
            List.of("--labels", "many"),
            List.of("--removed", "1.5"),
            List.of("--seeds", "0"))) {
      assertThrows(UsageException.class, () -> command().run(wrong), wrong.toString());
    }
  }
}
