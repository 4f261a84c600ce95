package io.lanistr.estimator;

import java.util.List;

/**
 * A named set of network sizes.
 *
 * @param fusion multimodal encoder; its width is that of the projections
 * @param patch largest side of an image patch, in pixels
 * @param tableDim width of TabNet's decision and attention vectors
 * @param tableSteps TabNet's decision steps
 * @param categoryDim width of a category's embedding
 * @param similarityDim width of the similarity loss's projections
 * @param predictorDim width inside its predictor
 * @param classifierDim width of the classifier's hidden layers
 * @param learningRate a rate that suits a network of these sizes
 */
public record NetworkSizes(
    Stack fusion,
    Stack text,
    Stack image,
    int patch,
    Stack series,
    int tableDim,
    int tableSteps,
    int categoryDim,
    int similarityDim,
    int predictorDim,
    int classifierDim,
    double learningRate) {

  /** Names of the presets, the default one first. */
  static final List<String> NAMES = List.of("small", "tiny", "medium", "base");

  /** A transformer's width, layers and attention heads. */
  public record Stack(int hidden, int layers, int heads) {}

  static NetworkSizes of(String name) {
    return switch (name) {
      case "tiny" ->
          new NetworkSizes(
              new Stack(32, 1, 2),
              new Stack(32, 1, 2),
              new Stack(32, 1, 2),
              8,
              new Stack(32, 1, 2),
              8,
              2,
              2,
              32,
              16,
              32,
              1e-3);
      case "small" ->
          new NetworkSizes(
              new Stack(64, 2, 4),
              new Stack(64, 2, 4),
              new Stack(64, 2, 4),
              8,
              new Stack(64, 2, 4),
              16,
              3,
              3,
              128,
              32,
              64,
              1e-3);
      case "medium" ->
          new NetworkSizes(
              new Stack(128, 2, 4),
              new Stack(128, 2, 4),
              new Stack(128, 2, 4),
              8,
              new Stack(64, 2, 4),
              16,
              3,
              3,
              256,
              64,
              128,
              1e-3);
      case "base" ->
          new NetworkSizes(
              new Stack(768, 6, 12),
              new Stack(768, 12, 12),
              new Stack(768, 12, 12),
              16,
              new Stack(256, 3, 8),
              64,
              6,
              3,
              2048,
              512,
              768,
              1e-4);
      default -> throw new IllegalArgumentException("there is no size '" + name + "': " + NAMES);
    };
  }
}
