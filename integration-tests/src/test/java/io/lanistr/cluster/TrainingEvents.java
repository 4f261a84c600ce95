package io.lanistr.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Spark's event log tells of training: the stages over BigDL's replicas, of which each step
 * has several.
 *
 * @param executorsByStage the executors that ran tasks of each stage over all replicas
 */
record TrainingEvents(Map<Integer, Set<String>> executorsByStage) {
  /** BigDL's name of the replicas' RDD. */
  private static final String REPLICAS = "Thread Model RDD";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads the lines of an event log. */
  static TrainingEvents of(List<String> lines) {
    Set<Integer> steps = new HashSet<>();
    Map<Integer, Set<String>> executors = new HashMap<>();
    for (String line : lines) {
      JsonNode event = parse(line);
      switch (event.path("Event").asText()) {
        case "SparkListenerStageSubmitted" -> {
          JsonNode stage = event.path("Stage Info");
          boolean all = stage.path("Number of Tasks").asInt() > 1;
          if (all && stage.path("RDD Info").findValuesAsText("Name").contains(REPLICAS)) {
            steps.add(stage.path("Stage ID").asInt());
          }
        }
        case "SparkListenerTaskEnd" ->
            executors
                .computeIfAbsent(event.path("Stage ID").asInt(), id -> new TreeSet<>())
                .add(event.path("Task Info").path("Executor ID").asText());
        default -> {
          // Nothing about tasks.
        }
      }
    }
    executors.keySet().retainAll(steps);
    return new TrainingEvents(Map.copyOf(executors));
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not an event: " + line, e);
    }
  }
}
