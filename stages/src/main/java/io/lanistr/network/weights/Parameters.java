package io.lanistr.network.weights;

import io.lanistr.tensor.Random64;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a network: named slices of two flat vectors, one trained, one frozen.
 *
 * <p>The arrays belong to the caller and may be replaced between steps with {@link #bind}; frozen
 * parameters need no gradient and can be shared by many networks. Not thread-safe.
 */
public final class Parameters {

  /** Slots that lie next to each other and are used as one matrix. */
  record Block(List<Slot> slots, Tensor tensor, Initializer initializer) {}

  private final List<Block> blocks;
  private final Map<String, Slot> byName = new LinkedHashMap<>();
  private final Map<String, String> aliases;
  private final List<Slot> slots;
  private final int trainableSize;
  private final int frozenSize;
  private float[] trainable;
  private int trainableOffset;
  private float[] frozen;

  Parameters(List<Block> blocks, Map<String, String> aliases, int trainableSize, int frozenSize) {
    this.blocks = List.copyOf(blocks);
    this.aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    this.trainableSize = trainableSize;
    this.frozenSize = frozenSize;
    for (Block block : blocks) {
      for (Slot slot : block.slots()) {
        byName.put(slot.name(), slot);
      }
    }
    this.slots = List.copyOf(byName.values());
  }

  /** All slots in order of declaration, trainable and frozen ones. */
  public List<Slot> slots() {
    return slots;
  }

  /** Second names of shared parameters, each with the name of its slot. */
  public Map<String, String> aliases() {
    return aliases;
  }

  /** Length of the trainable vector. */
  public int trainableSize() {
    return trainableSize;
  }

  /** Length of the frozen vector. */
  public int frozenSize() {
    return frozenSize;
  }

  /** The slot of a name or a second name, or null. */
  public Slot find(String name) {
    return byName.get(aliases.getOrDefault(name, name));
  }

  /** The slot of a name or a second name. */
  public Slot slot(String name) {
    Slot slot = find(name);
    if (slot == null) {
      throw new IllegalArgumentException("the network has no parameter " + name);
    }
    return slot;
  }

  /**
   * Points the trainable parameters at {@code weights[offset, offset + trainableSize)} and their
   * gradients, which operations add to, at {@code gradients}.
   *
   * @param gradients null for inference
   */
  public void bind(float[] weights, int offset, float[] gradients, int gradientOffset) {
    requireLength("weights", weights, offset, trainableSize);
    if (gradients != null) {
      requireLength("gradients", gradients, gradientOffset, trainableSize);
    }
    trainable = weights;
    trainableOffset = offset;
    for (Block block : blocks) {
      Slot first = block.slots().get(0);
      if (first.trainable()) {
        int at = first.offset();
        block.tensor().bind(weights, offset + at, gradients, gradientOffset + at);
      }
    }
  }

  /** Points the frozen parameters at {@code weights[0, frozenSize)}. */
  public void bindFrozen(float[] weights) {
    requireLength("frozen weights", weights, 0, frozenSize);
    frozen = weights;
    for (Block block : blocks) {
      Slot first = block.slots().get(0);
      if (!first.trainable()) {
        block.tensor().bind(weights, first.offset(), null, 0);
      }
    }
  }

  /** Whether both vectors are there. */
  public boolean bound() {
    return (trainable != null || trainableSize == 0) && (frozen != null || frozenSize == 0);
  }

  /**
   * Fills both bound vectors with initial values, distributed as in the official implementation
   * (BERT and FLAVA normal, ViT truncated normal, TabNet Glorot, the rest PyTorch's defaults),
   * except that the fusion's CLS token is not 0.
   *
   * <p>The numbers of a parameter depend on the seed and its name only, so a network with more
   * parts, or other frozen parts, starts equal where it is equal.
   */
  public void initialize(long seed) {
    for (Block block : blocks) {
      for (Slot slot : block.slots()) {
        float[] values = values(slot);
        Random64 random = Random64.of(seed, nameKey(slot.name()));
        block.initializer().fill(values, start(slot), slot.size(), random);
      }
    }
  }

  /** FNV-1a, 64 bits: a key that is equal on every machine. */
  private static long nameKey(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Copies a parameter's values in; the length must be its size. */
  public void copyIn(String name, float[] source, int from) {
    Slot slot = slot(name);
    requireLength("values of " + name, source, from, slot.size());
    System.arraycopy(source, from, values(slot), start(slot), slot.size());
  }

  /** A copy of a parameter's values. */
  public float[] copyOut(String name) {
    Slot slot = slot(name);
    float[] copy = new float[slot.size()];
    System.arraycopy(values(slot), start(slot), copy, 0, copy.length);
    return copy;
  }

  /** The array that holds the slot's values, from {@link #start} on. */
  public float[] values(Slot slot) {
    float[] array = slot.trainable() ? trainable : frozen;
    if (array == null) {
      throw new IllegalStateException("parameter " + slot.name() + " has no values: bind first");
    }
    return array;
  }

  /** Position of the slot's first element in {@link #values}. */
  public int start(Slot slot) {
    return slot.offset() + (slot.trainable() ? trainableOffset : 0);
  }

  /** Names of the slots of some parts. */
  public List<String> names(Part part) {
    List<String> names = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.part() == part) {
        names.add(slot.name());
      }
    }
    return names;
  }

  private static void requireLength(String what, float[] array, int offset, int needed) {
    if (offset < 0 || offset > array.length - needed) {
      throw new IllegalArgumentException(
          what + ": " + needed + " values are needed from " + offset + ", got " + array.length);
    }
  }
}
