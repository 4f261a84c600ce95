package io.lanistr.network.golden;

import io.lanistr.network.weights.DType;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.TensorInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One stored tensor: floats, or integers (also for booleans). */
record GoldenTensor(TensorInfo info, float[] floats, long[] integers) {

  /** All tensors of a file; none if it does not exist. */
  static Map<String, GoldenTensor> load(Path file) throws IOException {
    Map<String, GoldenTensor> tensors = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return tensors;
    }
    try (SafetensorsReader reader =
        new SafetensorsReader(
            new BufferedInputStream(Files.newInputStream(file)), file.toString())) {
      for (TensorInfo info = reader.next(); info != null; info = reader.next()) {
        boolean isFloat = info.type() == DType.F32;
        float[] floats = isFloat ? reader.readFloats() : null;
        tensors.put(
            info.name(), new GoldenTensor(info, floats, isFloat ? null : reader.readLongs()));
      }
    }
    return tensors;
  }

  int size() {
    return info.size();
  }

  int extent(int axis) {
    List<Long> shape = info.shape();
    return Math.toIntExact(shape.get(axis < 0 ? shape.size() + axis : axis));
  }

  int axes() {
    return info.shape().size();
  }

  boolean[] booleans() {
    boolean[] values = new boolean[integers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = integers[i] != 0;
    }
    return values;
  }

  int[] ints() {
    int[] values = new int[integers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.toIntExact(integers[i]);
    }
    return values;
  }
}
