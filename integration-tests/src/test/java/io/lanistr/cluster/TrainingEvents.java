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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Spark's event log tells of training: the stages that make steps, of which each makes many.
 *
 * @param executorsByStage the executors that ran tasks of each of these stages
 * @param steps that they made together
 */
record TrainingEvents(Map<Integer, Set<String>> executorsByStage, int steps) {
  /** As trainings describe their jobs. */
  private static final Pattern STEPS = Pattern.compile(".*, steps (\\d+) to (\\d+) of \\d+");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads the lines of an event log. */
  static TrainingEvents of(List<String> lines) {
    Set<Integer> stages = new HashSet<>();
    int steps = 0;
    Map<Integer, Set<String>> executors = new HashMap<>();
    for (String line : lines) {
      JsonNode event = parse(line);
      switch (event.path("Event").asText()) {
        case "SparkListenerStageSubmitted" -> {
          String job = event.path("Properties").path("spark.job.description").asText();
          Matcher made = STEPS.matcher(job);
          if (made.matches()) {
            stages.add(event.path("Stage Info").path("Stage ID").asInt());
            steps += Integer.parseInt(made.group(2)) - Integer.parseInt(made.group(1)) + 1;
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
    executors.keySet().retainAll(stages);
    return new TrainingEvents(Map.copyOf(executors), steps);
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not an event: " + line, e);
    }
  }
}
