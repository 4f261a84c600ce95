package io.lanistr.network.weights;

import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the parameters that the modules of a network declare, in order, and lays them out.
 *
 * <p>A module declares with names relative to its place; {@link #at} enters a place.
 */
public final class ParameterBuilder {
  private final Layout layout;
  private final String prefix;
  private final Part part;

  public ParameterBuilder(Set<Part> frozen) {
    this(new Layout(frozen), "", Part.HEADS);
  }

  private ParameterBuilder(Layout layout, String prefix, Part part) {
    this.layout = layout;
    this.prefix = prefix;
    this.part = part;
  }

  /** A builder for the module called {@code name} within this one. */
  public ParameterBuilder at(String name) {
    return new ParameterBuilder(layout, prefix + name + ".", part);
  }

  /** A builder whose parameters belong to another part. */
  public ParameterBuilder in(Part newPart) {
    return new ParameterBuilder(layout, prefix, newPart);
  }

  /** Declares one parameter, seen as a matrix of the first extent by the product of the others. */
  public Tensor declare(String name, SlotKind kind, Initializer initializer, Integer... shape) {
    List<Integer> extents = List.of(shape);
    int rows = extents.get(0);
    return declare(List.of(name), rows, sizeOf(extents) / rows, extents, kind, initializer);
  }

  /** Declares one vector, seen as one row. */
  public Tensor vector(String name, SlotKind kind, Initializer initializer, int size) {
    return declare(List.of(name), 1, size, List.of(size), kind, initializer);
  }

  /** Declares one vector that carries leading axes of length 1 in its shape, seen as one row. */
  public Tensor token(String name, Initializer initializer, int size) {
    return declare(List.of(name), 1, size, List.of(1, 1, size), SlotKind.TOKEN, initializer);
  }

  /** Declares a table of positions of shape [1, count, size], seen as {@code count} rows. */
  public Tensor positions(String name, Initializer initializer, int count, int size) {
    List<Integer> shape = List.of(1, count, size);
    return declare(List.of(name), count, size, shape, SlotKind.EMBEDDING, initializer);
  }

  /** The same of shape [count, 1, size]. */
  public Tensor sequencePositions(String name, Initializer initializer, int count, int size) {
    List<Integer> shape = List.of(count, 1, size);
    return declare(List.of(name), count, size, shape, SlotKind.EMBEDDING, initializer);
  }

  /**
   * Declares several matrices of equal shape that lie next to each other, and returns them as one,
   * so that one product serves all (query, key, value).
   */
  public Tensor stack(
      List<String> names, SlotKind kind, Initializer initializer, int rows, int cols) {
    return declare(names, rows * names.size(), cols, List.of(rows, cols), kind, initializer);
  }

  /** Several vectors side by side as one row. */
  public Tensor stackVectors(List<String> names, SlotKind kind, Initializer initializer, int size) {
    return declare(names, 1, size * names.size(), List.of(size), kind, initializer);
  }

  /** A second name for a parameter declared before, by its full name. */
  public void alias(String name, String fullName) {
    layout.aliases.put(prefix + name, fullName);
  }

  /** Declares the running statistics of a batch normalisation: mean 0 and variance 1. */
  public BatchNormStatistics statistics(int features) {
    float[] variance = new float[features];
    java.util.Arrays.fill(variance, 1f);
    BatchNormStatistics statistics = new BatchNormStatistics(new float[features], variance);
    layout.statistics.put(prefix, statistics);
    return statistics;
  }

  /** Full name of a parameter of this module. */
  public String fullName(String name) {
    return prefix + name;
  }

  private Tensor declare(
      List<String> names,
      int rows,
      int cols,
      List<Integer> shape,
      SlotKind kind,
      Initializer initializer) {
    Tensor tensor = Tensor.parameter(rows, cols);
    boolean trainable = !layout.frozen.contains(part);
    List<Slot> slots = new ArrayList<>();
    int start = trainable ? layout.trainableSize : layout.frozenSize;
    int offset = start;
    for (String name : names) {
      String full = prefix + name;
      if (layout.names.putIfAbsent(full, Boolean.TRUE) != null) {
        throw new IllegalArgumentException("parameter " + full + " is declared twice");
      }
      Slot slot = new Slot(full, shape, offset, trainable, kind, part);
      slots.add(slot);
      offset = Math.addExact(offset, slot.size());
    }
    if (trainable) {
      layout.trainableSize = offset;
    } else {
      layout.frozenSize = offset;
    }
    layout.blocks.add(new Parameters.Block(List.copyOf(slots), tensor, initializer));
    return tensor;
  }

  private static int sizeOf(List<Integer> shape) {
    return Slot.elements(shape);
  }

  /** The layout of everything declared. */
  public Parameters build() {
    return new Parameters(layout.blocks, layout.aliases, layout.trainableSize, layout.frozenSize);
  }

  /** All running statistics declared. */
  public Buffers buildBuffers() {
    return new Buffers(layout.statistics);
  }

  private static final class Layout {
    final Set<Part> frozen;
    final List<Parameters.Block> blocks = new ArrayList<>();
    final Map<String, String> aliases = new LinkedHashMap<>();
    final Map<String, BatchNormStatistics> statistics = new LinkedHashMap<>();
    final Map<String, Boolean> names = new LinkedHashMap<>();
    int trainableSize;
    int frozenSize;

    Layout(Set<Part> frozen) {
      this.frozen = frozen.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(frozen);
    }
  }
}
