package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.ColumnEmbedding;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Category indices to vectors, in the places of their columns; numbers stay. */
public final class CategoryEmbedding {
  private static final double PUBLISHED = 1;

  /**
   * Where a perceptron reads the embeddings: it learns large random vectors by heart. TabNet, which
   * normalises its input, starts the same with any deviation.
   */
  private static final double NARROW = 0.1;

  private final TableConfig config;
  private final int[] columns;
  private final Tensor[] tables;
  private final float[] weights;

  /**
   * @param parameters place of the embedder
   */
  public CategoryEmbedding(ParameterBuilder parameters, TableConfig config) {
    this.config = config;
    List<Integer> categorical = new ArrayList<>();
    List<Tensor> declared = new ArrayList<>();
    for (int c = 0; c < config.columns(); c++) {
      int cardinality = config.cardinalities().get(c);
      if (cardinality > 0) {
        declared.add(
            parameters.declare(
                "embeddings." + categorical.size() + ".weight",
                SlotKind.EMBEDDING,
                Initializer.normal(config.overview() > 0 ? NARROW : PUBLISHED),
                cardinality,
                config.categoryWidth()));
        categorical.add(c);
      }
    }
    columns = categorical.stream().mapToInt(c -> c).toArray();
    tables = declared.toArray(new Tensor[0]);
    weights = new float[config.embeddedColumns()];
  }

  /**
   * @param features constant {@code [n, columns]}
   * @return {@code [n, embedded columns]}
   */
  public Tensor apply(Pass pass, Tensor features) {
    return ColumnEmbedding.apply(pass.tape(), features, columns, tables);
  }

  /**
   * What the squared error of each embedded column is multiplied by: 1 for numbers, which come
   * standardised, and the reciprocal variance over the categories for an embedding's dimension (1
   * where that is 0). So the loss of a row depends on nothing but the row and the parameters.
   *
   * @return {@code [embedded columns]}; valid until the next call
   */
  public float[] errorWeights() {
    int at = 0;
    int table = 0;
    for (int cardinality : config.cardinalities()) {
      if (cardinality == 0) {
        weights[at++] = 1f;
      } else {
        Tensor vectors = tables[table++];
        for (int j = 0; j < vectors.cols(); j++) {
          weights[at++] = reciprocalVariance(vectors, j);
        }
      }
    }
    return weights;
  }

  private static float reciprocalVariance(Tensor vectors, int column) {
    int n = vectors.rows();
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += vectors.get(i, column) / (double) n;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double centred = vectors.get(i, column) - mean;
      squares += centred * centred;
    }
    double variance = n < 2 ? 0 : squares / (n - 1);
    return variance == 0 ? 1f : (float) (1 / variance);
  }
}
