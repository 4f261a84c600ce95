package io.lanistr.network.weights;

import io.lanistr.tensor.BatchNormStatistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Running statistics of a network's batch normalisations: not trained, but part of the model. As
 * one flat vector they are, module by module, the means and then the variances.
 */
public final class Buffers {
  private static final String MEAN = "running_mean";
  private static final String VARIANCE = "running_var";

  private final Map<String, BatchNormStatistics> modules;
  private final int size;

  Buffers(Map<String, BatchNormStatistics> modules) {
    this.modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    this.size = modules.values().stream().mapToInt(s -> 2 * s.mean().length).sum();
  }

  /** The vectors by their official names, such as {@code encoder.initial_bn.running_mean}. */
  public Map<String, float[]> vectors() {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    modules.forEach(
        (prefix, statistics) -> {
          vectors.put(prefix + MEAN, statistics.mean());
          vectors.put(prefix + VARIANCE, statistics.variance());
        });
    return vectors;
  }

  /** Statistics by the module's name, with a dot at the end. */
  public Map<String, BatchNormStatistics> modules() {
    return modules;
  }

  /** Length of the flat vector. */
  public int size() {
    return size;
  }

  /** Writes the flat vector to {@code target[offset, offset + size)}. */
  public void copyOut(float[] target, int offset) {
    int at = offset;
    for (float[] vector : vectors().values()) {
      System.arraycopy(vector, 0, target, at, vector.length);
      at += vector.length;
    }
  }

  /** Reads the flat vector from {@code source[offset, offset + size)}. */
  public void copyIn(float[] source, int offset) {
    int at = offset;
    for (float[] vector : vectors().values()) {
      System.arraycopy(source, at, vector, 0, vector.length);
      at += vector.length;
    }
  }

  /** From now on, batches in training mode are averaged instead of moving the statistics. */
  public void beginAveraging() {
    modules.values().forEach(BatchNormStatistics::beginAveraging);
  }

  /** Replaces the statistics by the averages since {@link #beginAveraging}, where there are any. */
  public void endAveraging() {
    modules.values().forEach(BatchNormStatistics::endAveraging);
  }
}
