package io.lanistr.network.golden;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.NetworkConfig;
import java.util.Map;

/** A batch of a case's inputs: every row has every modality, padded. */
final class GoldenBatch {
  private GoldenBatch() {}

  static Batch of(Map<String, GoldenTensor> inputs, NetworkConfig config, int rows) {
    Batch batch = new Batch(config);
    int[] labels = inputs.containsKey("labels") ? inputs.get("labels").ints() : null;
    for (int r = 0; r < rows; r++) {
      batch.addRow(r, labels == null || labels.length != rows ? -1 : labels[r], 1f);
    }
    for (int r = 0; r < rows; r++) {
      if (config.text() != null) {
        addText(batch, inputs, r, rows);
      }
      if (config.image() != null) {
        addImages(batch, inputs.get("pixel_values"), r, rows);
      }
      if (config.series() != null) {
        addSeries(batch, inputs, r, rows);
      }
      if (config.table() != null) {
        GoldenTensor features = inputs.get("features");
        int columns = features.extent(-1);
        int at = batch.tables().add(r);
        System.arraycopy(features.floats(), r * columns, batch.tables().features(), at, columns);
      }
    }
    masks(batch, inputs);
    return batch;
  }

  private static void addText(Batch batch, Map<String, GoldenTensor> inputs, int r, int rows) {
    int[] ids = inputs.get("input_ids").ints();
    boolean[] valid = inputs.get("attention_mask").booleans();
    int length = inputs.get("input_ids").extent(-1);
    int texts = ids.length / rows / length;
    for (int i = 0; i < texts; i++) {
      int from = (r * texts + i) * length;
      int[] text = java.util.Arrays.copyOfRange(ids, from, from + length);
      boolean[] isValid = java.util.Arrays.copyOfRange(valid, from, from + length);
      batch.text().addPadded(r, text, isValid, 0, length);
    }
  }

  private static void addImages(Batch batch, GoldenTensor pixels, int r, int rows) {
    int size = batch.images().pixelsPerImage();
    int images = pixels.size() / rows / size;
    for (int i = 0; i < images; i++) {
      batch.images().add(r, pixels.floats(), (r * images + i) * size);
    }
  }

  private static void addSeries(Batch batch, Map<String, GoldenTensor> inputs, int r, int rows) {
    GoldenTensor values = inputs.get("timeseries");
    int steps = values.extent(1);
    int size = values.size() / rows;
    int at = batch.series().add(r, steps);
    System.arraycopy(values.floats(), r * size, batch.series().values(), at, size);
    batch.series().padding(inputs.get("padding_mask").booleans(), r * steps);
  }

  private static void masks(Batch batch, Map<String, GoldenTensor> inputs) {
    if (inputs.containsKey("mlm_mask") && batch.text() != null) {
      copy(inputs.get("mlm_mask").booleans(), batch.text().masked());
    }
    if (inputs.containsKey("bool_masked_pos") && batch.images() != null) {
      copy(inputs.get("bool_masked_pos").booleans(), batch.images().masked());
    }
    if (inputs.containsKey("noise_mask") && batch.series() != null) {
      boolean[] keep = inputs.get("noise_mask").booleans();
      for (int i = 0; i < keep.length; i++) {
        batch.series().hidden()[i] = !keep[i];
      }
    }
    if (inputs.containsKey("obfuscation_mask") && batch.tables() != null) {
      float[] hidden = inputs.get("obfuscation_mask").floats();
      for (int i = 0; i < hidden.length; i++) {
        batch.tables().hidden()[i] = hidden[i] != 0f;
      }
    }
  }

  private static void copy(boolean[] from, boolean[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }
}
