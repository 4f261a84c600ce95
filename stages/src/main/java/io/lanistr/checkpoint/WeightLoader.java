package io.lanistr.checkpoint;

import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.Slot;
import io.lanistr.network.weights.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Copies a checkpoint's tensors to the parameters that other names call by. */
final class WeightLoader {

  /** Makes values of one shape into values of another. */
  interface Adapter {
    /** The values for {@code slot}, or null if they can't be had from this tensor. */
    float[] adapt(Slot slot, TensorInfo tensor, float[] values);
  }

  /** Takes a tensor only as it is. */
  static final Adapter NONE = (slot, tensor, values) -> null;

  private final CheckpointFolder folder;
  private final UnaryOperator<String> rename;
  private final Adapter adapter;

  /**
   * @param rename from a tensor's name to the parameter's; null for none
   */
  WeightLoader(CheckpointFolder folder, UnaryOperator<String> rename, Adapter adapter) {
    this.folder = folder;
    this.rename = rename;
    this.adapter = adapter;
  }

  /**
   * Fills bound parameters.
   *
   * @param needed parameters that must be filled
   */
  WeightReport load(Parameters parameters, Set<String> needed) {
    List<String> loaded = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    List<String> wrongShape = new ArrayList<>();
    Set<String> missing = new TreeSet<>(needed);
    try (SafetensorsReader reader = folder.weights()) {
      for (TensorInfo tensor = reader.next(); tensor != null; tensor = reader.next()) {
        String name = rename.apply(tensor.name());
        Slot slot = name == null ? null : parameters.find(name);
        if (slot == null) {
          unused.add(tensor.name());
        } else if (fill(parameters, slot, tensor, reader)) {
          loaded.add(slot.name());
          missing.remove(slot.name());
        } else {
          wrongShape.add(tensor.name() + " " + tensor.shape() + " for " + slot.shape());
          missing.remove(slot.name());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the weights in " + folder, e);
    }
    return new WeightReport(
        folder.toString(), loaded, new ArrayList<>(missing), unused, wrongShape);
  }

  private boolean fill(
      Parameters parameters, Slot slot, TensorInfo tensor, SafetensorsReader reader) {
    if (tensor.shape().equals(slot.shape().stream().map(Integer::longValue).toList())) {
      reader.readFloats(parameters.values(slot), parameters.start(slot));
      return true;
    }
    float[] adapted = adapter.adapt(slot, tensor, reader.readFloats());
    if (adapted != null) {
      parameters.copyIn(slot.name(), adapted, 0);
    }
    return adapted != null;
  }

  /** A name without a prefix that it may have. */
  static String without(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Names of the parameters below a place. */
  static Set<String> below(Parameters parameters, String place) {
    Set<String> names = new TreeSet<>();
    for (Slot slot : parameters.slots()) {
      if (slot.name().startsWith(place)) {
        names.add(slot.name());
      }
    }
    return names;
  }
}
