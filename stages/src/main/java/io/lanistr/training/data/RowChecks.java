package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;

/** Refuses values that don't fit the multimodal column's metadata, naming the row. */
final class RowChecks {
  private final MultimodalMetadata metadata;

  RowChecks(MultimodalMetadata metadata) {
    this.metadata = metadata;
  }

  void tokens(long rowId, int[] tokens, int count) {
    MultimodalMetadata.Text sizes = metadata.text();
    if (count == 0 || count > sizes.maxTokens()) {
      throw refusal(
          rowId, "has a text of " + count + " tokens; 1 to " + sizes.maxTokens() + " are allowed.");
    }
    for (int i = 0; i < count; i++) {
      if (tokens[i] < 0 || tokens[i] >= sizes.vocabSize()) {
        throw refusal(
            rowId,
            "has the token id "
                + tokens[i]
                + ", but the vocabulary has "
                + sizes.vocabSize()
                + " entries: the text was tokenised with another vocabulary.");
      }
    }
  }

  void image(long rowId, byte[] pixels) {
    MultimodalMetadata.Image sizes = metadata.image();
    int bytes = pixels == null ? 0 : pixels.length;
    if (bytes != sizes.size()) {
      throw refusal(
          rowId,
          "has an image of "
              + bytes
              + " bytes instead of "
              + sizes.channels()
              + " x "
              + sizes.height()
              + " x "
              + sizes.width()
              + " = "
              + sizes.size()
              + ".");
    }
  }

  void series(long rowId, float[] values, int count) {
    int channels = metadata.series().channels();
    int maxSteps = metadata.series().maxSteps();
    if (count % channels != 0 || count / channels > maxSteps) {
      throw refusal(
          rowId,
          "has a time series of "
              + count
              + " values; it must be at most "
              + maxSteps
              + " steps of "
              + channels
              + " channels.");
    }
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
        throw refusal(
            rowId,
            "has the value "
                + values[i]
                + " in its time series at step "
                + i / channels
                + ", channel "
                + i % channels
                + "; impute it before.");
      }
    }
  }

  void table(long rowId, float[] values, int count) {
    MultimodalMetadata.Table sizes = metadata.table();
    if (count != 0 && count != sizes.columns().size()) {
      throw refusal(
          rowId, "has " + count + " table columns instead of " + sizes.columns().size() + ".");
    }
    for (int i = 0; i < count; i++) {
      float value = values[i];
      int cardinality = sizes.cardinalities().get(i);
      boolean fits =
          cardinality == 0
              ? Float.isFinite(value)
              : value >= 0 && value < cardinality && value == Math.rint(value);
      if (!fits) {
        throw refusal(
            rowId,
            "has the value "
                + value
                + " in table column '"
                + sizes.columns().get(i)
                + "'; it must be "
                + (cardinality == 0 ? "finite." : "a whole number below " + cardinality + "."));
      }
    }
  }

  void present(long rowId, boolean any) {
    if (!any) {
      throw refusal(
          rowId,
          "has none of the modalities that the network knows. Drop such rows, or let"
              + " MultimodalAssembler do so.");
    }
  }

  private static IllegalArgumentException refusal(long rowId, String what) {
    return new IllegalArgumentException("Row id " + rowId + " " + what);
  }
}
