package io.lanistr.pipeline.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The experiment's numbers for programs. */
public final class MetricsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MetricsJson() {}

  /** The numbers as JSON text. */
  public static String text(ExperimentResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("dataset", result.dataset());
    root.put("labelled_rows", result.labelledRows());
    root.put("metric", result.metric().key());
    ObjectNode systems = root.putObject("systems");
    result.systems().forEach(system -> scores(systems, system.name(), system.scores()));
    ArrayNode missing = root.putArray("missing");
    result.missing().forEach(point -> point(missing.addObject(), point));
    root.put("seconds", Math.rint(result.seconds() * 10) / 10);
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the numbers into a file. */
  public static void write(ExperimentResult result, Path file) {
    try {
      Files.writeString(file, text(result), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void point(ObjectNode node, MissingPoint point) {
    node.put("removed", point.removed());
    node.put("absent", point.absent());
    ObjectNode systems = node.putObject("systems");
    for (Map.Entry<String, Scores> system : point.systems().entrySet()) {
      scores(systems, system.getKey(), system.getValue());
    }
  }

  static void scores(ObjectNode parent, String name, Scores scores) {
    ObjectNode node = parent.putObject(name);
    node.put("mean", scores.mean());
    node.put("std", scores.deviation());
    ArrayNode seeds = node.putArray("seeds");
    scores.seeds().forEach(seeds::add);
  }
}
