package io.lanistr.checkpoint;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of every tensor of a checkpoint and of every parameter that it should fill.
 *
 * @param source the checkpoint
 * @param loaded parameters that were filled
 * @param missing parameters that need a value and for which the checkpoint has none
 * @param unused tensors that the network has no place for
 * @param wrongShape tensors whose shape differs from the parameter's, with both shapes
 */
public record WeightReport(
    String source,
    List<String> loaded,
    List<String> missing,
    List<String> unused,
    List<String> wrongShape) {

  public WeightReport {
    loaded = List.copyOf(loaded);
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
    wrongShape = List.copyOf(wrongShape);
  }

  /** Whether nothing that is needed is lacking. */
  public boolean complete() {
    return missing.isEmpty() && wrongShape.isEmpty();
  }

  /**
   * Refuses a checkpoint that lacks something.
   *
   * @param remedy what the user can do
   */
  public void requireComplete(String remedy) {
    if (!complete()) {
      throw new IllegalArgumentException(
          source
              + " does not fill the network: missing "
              + missing
              + ", of another shape "
              + wrongShape
              + "; unused "
              + unused
              + ". "
              + remedy);
    }
  }

  /** One line: how many tensors met which fate. */
  public String summary() {
    return String.format(
        "%s: %d tensors loaded, %d missing, %d unused, %d of another shape",
        source, loaded.size(), missing.size(), unused.size(), wrongShape.size());
  }

  /** The whole report, a line a tensor. */
  public List<String> lines() {
    return Stream.of(
            Stream.of(summary()),
            loaded.stream().map(name -> "  loaded   " + name),
            missing.stream().map(name -> "  missing  " + name),
            unused.stream().map(name -> "  unused   " + name),
            wrongShape.stream().map(name -> "  shape    " + name))
        .flatMap(lines -> lines)
        .toList();
  }
}
