package io.lanistr.network.branch;

import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.SegmentMean;
import io.lanistr.tensor.Tensor;

/**
 * Projection head of a modality: one linear layer with ReLU to the common width, average over the
 * items of a row, normalisation (LANISTR, arXiv:2305.16556, section 3.1).
 */
public final class Projection {
  private final Part part;
  private final Dense dense;
  private final Normalization normalization;
  private final String modality;

  /**
   * @param parameters the root
   * @param part the encoder whose states are projected
   * @param modality prefix of the traced names
   */
  public Projection(
      ParameterBuilder parameters,
      Part part,
      String modality,
      int in,
      int width,
      Normalization normalization) {
    this.part = part;
    ParameterBuilder place = parameters.in(Part.PROJECTIONS).at(officialName(part));
    dense = new Dense(place.at("layer1.0"), in, width, LinearInit.DEFAULT);
    this.modality = modality;
    this.normalization = normalization;
  }

  /**
   * Traces {@code proj} and {@code embed}.
   *
   * @param hidden {@code [halves x items x tokens, in]}, masked items first if there are two halves
   * @return {@code [halves x groups x tokens, width]}
   */
  public Encoded apply(Pass pass, Tensor hidden, Groups groups) {
    Tensor projected = Relu.apply(pass.tape(), dense.apply(pass, hidden));
    trace(pass, "proj", projected, groups);
    Tensor averaged = projected;
    if (groups.averages()) {
      averaged =
          SegmentMean.apply(
              pass.tape(),
              projected,
              groups.group(),
              groups.halves() * groups.items(),
              groups.halves() * groups.count(),
              groups.tokens() / groups.count());
    }
    Tensor embedded = normalization.apply(pass, averaged, groups);
    trace(pass, "embed", embedded, groups);
    if (groups.halves() == 1) {
      return new Encoded(part, null, embedded, hidden, groups, null);
    }
    int n = groups.tokens();
    int states = hidden.rows() / 2;
    return new Encoded(
        part,
        embedded.rowsView(0, n),
        embedded.rowsView(n, n),
        hidden.rowsView(states, states),
        groups,
        null);
  }

  private static String officialName(Part part) {
    return switch (part) {
      case TEXT -> "text_proj";
      case IMAGE -> "image_proj";
      case SERIES -> "time_proj";
      case TABLE -> "tabular_proj";
      case PROJECTIONS, FUSION, HEADS ->
          throw new IllegalArgumentException(part + " is no encoder");
    };
  }

  /** Traces a tensor as {@code modality.name}, or its halves with the half's name in between. */
  public void trace(Pass pass, String name, Tensor value, Groups groups) {
    if (pass.tracing()) {
      int n = value.rows() / groups.halves();
      if (groups.halves() == 2) {
        pass.trace(modality + ".masked." + name, value.rowsView(0, n));
        pass.trace(modality + ".unmasked." + name, value.rowsView(n, n));
      } else {
        pass.trace(modality + "." + name, value);
      }
    }
  }
}
