package io.lanistr.training.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.training.EpochJson;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.JsonTree;
import io.lanistr.training.progress.ProgressState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a snapshot's folder holds. It is written last: a folder without it is no snapshot.
 *
 * @param step steps that were made
 * @param slices of weights and moments; of weights alone if the training has ended
 * @param progress of the training
 * @param bestOrNull the best epoch so far, where validation rows judge
 */
record Manifest(long step, List<SliceFile> slices, ProgressState progress, Best bestOrNull) {
  private static final int FORMAT = 1;

  /**
   * The best epoch.
   *
   * @param file with its weights and statistics
   * @param value its metric
   * @param epochsSince epochs that were made after it
   */
  record Best(SliceFile file, double value, int epochsSince) {}

  Manifest {
    slices = List.copyOf(slices);
  }

  String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT).put("step", step);
    ArrayNode files = root.putArray("slices");
    slices.forEach(slice -> slice.write(files.addObject()));
    ObjectNode state = root.putObject("progress");
    state
        .put("rows", progress.rows())
        .put("tokens", progress.tokens())
        .put("seconds", progress.seconds());
    ArrayNode sums = state.putArray("sums");
    progress.sums().forEach(sums::add);
    ArrayNode epochs = state.putArray("epochs");
    progress.history().forEach(epoch -> EpochJson.write(epoch, epochs.addObject()));
    if (bestOrNull != null) {
      ObjectNode best = root.putObject("best");
      best.put("value", bestOrNull.value).put("epochsSince", bestOrNull.epochsSince);
      bestOrNull.file.write(best.putObject("file"));
    }
    return root.toPrettyString() + "\n";
  }

  /**
   * @param where for messages
   * @throws IllegalArgumentException if the text is no manifest
   */
  static Manifest of(String json, String where) {
    try {
      return read(JsonTree.parse(json, "it"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static Manifest read(JsonNode root) {
    if (root.path("format").asInt(-1) != FORMAT) {
      throw new IllegalArgumentException(
          "its format is " + root.path("format") + "; this version reads format " + FORMAT);
    }
    List<SliceFile> slices = new ArrayList<>();
    JsonTree.required(root, "slices").forEach(node -> slices.add(SliceFile.read(node)));
    JsonNode state = JsonTree.required(root, "progress");
    List<Double> sums = new ArrayList<>();
    JsonTree.required(state, "sums").forEach(sum -> sums.add(sum.asDouble()));
    List<EpochSummary> epochs = new ArrayList<>();
    JsonTree.required(state, "epochs").forEach(epoch -> epochs.add(EpochJson.read(epoch)));
    ProgressState progress =
        new ProgressState(
            epochs,
            JsonTree.required(state, "rows").asLong(),
            sums,
            JsonTree.required(state, "tokens").asLong(),
            JsonTree.required(state, "seconds").asDouble());
    JsonNode best = root.get("best");
    return new Manifest(
        JsonTree.required(root, "step").asLong(),
        slices,
        progress,
        best == null
            ? null
            : new Best(
                SliceFile.read(JsonTree.required(best, "file")),
                JsonTree.required(best, "value").asDouble(),
                JsonTree.required(best, "epochsSince").asInt()));
  }

  /** Parameters of the whole vector, if the slices cover it without gap and overlap. */
  int parameters() {
    List<SliceFile> sorted = new ArrayList<>(slices);
    sorted.sort(Comparator.comparingInt(SliceFile::start));
    int next = 0;
    for (SliceFile slice : sorted) {
      if (slice.start() != next) {
        throw new IllegalArgumentException("its slices leave a gap at parameter " + next);
      }
      next = Math.addExact(next, slice.length());
    }
    return next;
  }
}
