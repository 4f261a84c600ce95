package io.lanistr.estimator;

import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/**
 * The fused embedding of each row, and of each of its modalities as if the row had nothing else,
 * which puts them all into one space.
 */
final class EmbeddingHead implements Head {
  private static final long serialVersionUID = 1L;

  /** Stands for the row with all its modalities. */
  static final String ALL = "";

  private final List<String> parts;

  /**
   * @param parts what to embed, one for each output column: {@link #ALL}, or a field of {@link
   *     MultimodalSchema}
   */
  EmbeddingHead(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  @Override
  public int columns() {
    return parts.size();
  }

  @Override
  public Object[][] score(Scorer scorer, List<Row> values) {
    Object[][] cells = new Object[values.size()][parts.size()];
    List<Row> chosen = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    for (int column = 0; column < parts.size(); column++) {
      String part = parts.get(column);
      chosen.clear();
      rows.clear();
      for (int i = 0; i < values.size(); i++) {
        if (part.equals(ALL)) {
          chosen.add(values.get(i));
          rows.add(i);
        } else if (Scorer.has(values.get(i), part)) {
          chosen.add(Scorer.only(values.get(i), part));
          rows.add(i);
        }
      }
      Vector[] embeddings = embed(scorer, chosen);
      for (int i = 0; i < embeddings.length; i++) {
        cells[rows.get(i)][column] = embeddings[i];
      }
    }
    return cells;
  }

  private static Vector[] embed(Scorer scorer, List<Row> values) {
    int width = scorer.network().config().fusion().hidden();
    float[] flat = new float[values.size() * width];
    scorer.network().embed(scorer.batch(values), flat, 0);
    Vector[] embeddings = new Vector[values.size()];
    for (int i = 0; i < embeddings.length; i++) {
      double[] embedding = new double[width];
      for (int k = 0; k < width; k++) {
        embedding[k] = flat[i * width + k];
      }
      embeddings[i] = Vectors.dense(embedding);
    }
    return embeddings;
  }
}
