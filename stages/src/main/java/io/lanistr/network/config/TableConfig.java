package io.lanistr.network.config;

import java.util.List;

/**
 * TabNet (Arik and Pfister, arXiv:1908.07442).
 *
 * @param cardinalities one entry a column: number of categories, or 0 for a number
 * @param categoryWidth width of a category's embedding
 * @param decision width n_d of a step's output
 * @param attention width n_a of what feeds the next step's mask
 * @param steps decision steps; 0 for no TabNet, the overview being the whole encoder
 * @param gamma relaxation: 1 lets a feature be used in one step only
 * @param independentLayers GLU layers of each step's own
 * @param sharedLayers GLU layers common to all steps
 * @param decoderIndependentLayers GLU layers of each decoder step's own
 * @param decoderSharedLayers GLU layers common to all decoder steps
 * @param mask function that turns scores into a mask
 * @param virtualBatch rows of a ghost batch, 0 for the whole slice
 * @param momentum weight of a new batch in the running statistics
 * @param epsilon added inside the logarithm of the mask's entropy
 * @param batchNormEps added to the variance in batch normalisation
 * @param overview width of the hidden layer of a perceptron over all features, whose output joins
 *     the first decision: it learns from fewer rows than the masks do; 0 for none. Not part of
 *     TabNet
 */
public record TableConfig(
    List<Integer> cardinalities,
    int categoryWidth,
    int decision,
    int attention,
    int steps,
    float gamma,
    int independentLayers,
    int sharedLayers,
    int decoderIndependentLayers,
    int decoderSharedLayers,
    MaskFunction mask,
    int virtualBatch,
    float momentum,
    float epsilon,
    float batchNormEps,
    int overview) {

  /** From scores to a mask whose entries are non-negative and sum to 1. */
  public enum MaskFunction {
    /** Martins and Astudillo, arXiv:1602.02068: zero for low scores. */
    SPARSEMAX,
    SOFTMAX
  }

  public TableConfig {
    cardinalities = List.copyOf(cardinalities);
    Checks.positive("number of table columns", cardinalities.size());
    for (int cardinality : cardinalities) {
      Checks.notNegative("cardinality", cardinality);
    }
    Checks.positive("categoryWidth", categoryWidth);
    Checks.positive("decision", decision);
    Checks.positive("attention", attention);
    Checks.notNegative("steps", steps);
    Checks.notNegative("independentLayers", independentLayers);
    Checks.notNegative("sharedLayers", sharedLayers);
    Checks.positive("GLU layers of a step", independentLayers + sharedLayers);
    Checks.positive("GLU layers of a decoder step", decoderIndependentLayers + decoderSharedLayers);
    Checks.notNegative("virtualBatch", virtualBatch);
    Checks.notNegative("overview", overview);
    if (steps == 0 && overview == 0) {
      throw new IllegalArgumentException(
          "a table encoder without steps of TabNet needs an overview");
    }
  }

  /** The official implementation's depths, with the whole slice as one ghost batch. */
  public static TableConfig of(
      List<Integer> cardinalities, int categoryWidth, int width, int steps) {
    return of(cardinalities, categoryWidth, width, steps, 0);
  }

  /** The same with an overview. */
  public static TableConfig of(
      List<Integer> cardinalities, int categoryWidth, int width, int steps, int overview) {
    return new TableConfig(
        cardinalities,
        categoryWidth,
        width,
        width,
        steps,
        1.8f,
        2,
        2,
        1,
        1,
        MaskFunction.SPARSEMAX,
        0,
        0.02f,
        1e-12f,
        1e-5f,
        overview);
  }

  /** Number of columns. */
  public int columns() {
    return cardinalities.size();
  }

  /** Number of columns once every category is replaced by its embedding. */
  public int embeddedColumns() {
    int sum = 0;
    for (int cardinality : cardinalities) {
      sum += cardinality == 0 ? 1 : categoryWidth;
    }
    return sum;
  }
}
