package io.lanistr.pipeline.data.numpy;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The few calls by which a pickle describes NumPy arrays.
 *
 * <p>A short pickle can refer to one object many times over, so what comes out of it is counted as
 * well as what goes in.
 */
final class PickledArrays {

  private static final int MAX_NESTING = 32;

  private long bytesLeft;
  private int objectsLeft;

  PickledArrays(PickleLimits limits) {
    this.bytesLeft = limits.maxBytes();
    this.objectsLeft = limits.maxObjects();
  }

  /** An element type: kind and size come with the call, the byte order when it is filled. */
  private static final class ElementType {
    final char kind;
    final int itemBytes;
    boolean complete;

    ElementType(String code) {
      if (!code.matches("f[48]|i[1248]|u1|O8?")) {
        throw new IllegalArgumentException("arrays of element type '" + code + "'");
      }
      kind = code.charAt(0);
      itemBytes = kind == 'O' ? Long.BYTES : code.charAt(1) - '0';
    }

    void fill(List<Object> state) {
      String order = (String) state.get(1);
      boolean plain = state.get(2) == null && state.get(3) == null && state.get(4) == null;
      if (!plain || !(order.equals("<") || order.equals("|"))) {
        throw new IllegalArgumentException("an element type with fields or of byte order " + order);
      }
      complete = true;
    }
  }

  /** An array between its making and its filling. */
  private static final class PendingArray {
    Object value;

    void fill(List<Object> state) {
      int[] shape = shape(((PickleReader.Tuple) state.get(1)).items());
      ElementType type = (ElementType) state.get(2);
      boolean fortranOrder = (Boolean) state.get(3);
      if (!type.complete) {
        throw new IllegalArgumentException("an array whose element type was never filled in");
      }
      value =
          type.kind == 'O'
              ? state.get(4)
              : new NumpyArray(
                  shape, type.kind, type.itemBytes, fortranOrder, (byte[]) state.get(4));
    }

    private static int[] shape(List<Object> lengths) {
      int[] shape = new int[lengths.size()];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = Math.toIntExact((Long) lengths.get(axis));
        if (shape[axis] < 0) {
          throw new IllegalArgumentException("an array of negative length " + shape[axis]);
        }
      }
      return shape;
    }
  }

  Object call(NumpyGlobal callable, List<Object> arguments) {
    return switch (callable) {
      case RECONSTRUCT -> {
        require(arguments.size() == 3 && arguments.get(0) == NumpyGlobal.NDARRAY, callable);
        yield new PendingArray();
      }
      case DTYPE -> {
        require(arguments.size() == 3, callable);
        yield new ElementType((String) arguments.get(0));
      }
      case ENCODE -> {
        require(arguments.size() == 2 && "latin1".equals(arguments.get(1)), callable);
        yield latin1((String) arguments.get(0));
      }
      case NDARRAY -> throw new IllegalArgumentException("a call of the array class itself");
    };
  }

  void fill(Object target, List<Object> state) {
    if (target instanceof ElementType type) {
      require(state.size() >= 5, NumpyGlobal.DTYPE);
      type.fill(state);
    } else if (target instanceof PendingArray array) {
      require(state.size() == 5, NumpyGlobal.RECONSTRUCT);
      array.fill(state);
    } else {
      throw new IllegalArgumentException("a state for something that is no array");
    }
  }

  /** The value with every pending array, also inside lists and dictionaries, replaced. */
  Object finished(Object value) {
    return finished(value, 0);
  }

  private Object finished(Object value, int depth) {
    if (depth > MAX_NESTING || --objectsLeft < 0) {
      throw new IllegalArgumentException("too many objects, or too deeply nested ones");
    }
    if (value instanceof PendingArray array) {
      if (array.value == null) {
        throw new IllegalArgumentException("an array that was never filled in");
      }
      return finished(array.value, depth + 1);
    }
    if (value instanceof PickleReader.Tuple tuple) {
      return finished(tuple.items(), depth + 1);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      for (Object item : list) {
        items.add(finished(item, depth + 1));
      }
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      map.forEach((key, item) -> entries.put(key, finished(item, depth + 1)));
      return entries;
    }
    if (value instanceof NumpyGlobal || value instanceof ElementType) {
      throw new IllegalArgumentException("a value that is no data");
    }
    return value;
  }

  private byte[] latin1(String text) {
    bytesLeft -= text.length();
    if (bytesLeft < 0) {
      throw new IllegalArgumentException("more bytes of array data than allowed");
    }
    try {
      ByteBuffer bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("bytes with a character beyond Latin-1", e);
    }
  }

  private static void require(boolean holds, NumpyGlobal callable) {
    if (!holds) {
      throw new IllegalArgumentException("a call of " + callable + " with unusual arguments");
    }
  }
}
