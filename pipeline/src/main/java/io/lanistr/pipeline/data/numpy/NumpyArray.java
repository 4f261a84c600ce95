package io.lanistr.pipeline.data.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A numeric array as NumPy stores it: little-endian elements, in C or Fortran order.
 *
 * <p>Made by {@link PickleReader}; element types are {@code f4 f8 i1 i2 i4 i8 u1}.
 */
public final class NumpyArray {

  private final int[] shape;
  private final int[] strides;
  private final char kind;
  private final int itemBytes;
  private final ByteBuffer data;

  NumpyArray(int[] shape, char kind, int itemBytes, boolean fortranOrder, byte[] data) {
    this.shape = shape.clone();
    this.kind = kind;
    this.itemBytes = itemBytes;
    this.data = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.strides = new int[shape.length];
    long size = itemBytes;
    for (int i = 0; i < shape.length; i++) {
      int axis = fortranOrder ? i : shape.length - 1 - i;
      strides[axis] = (int) size;
      size = Math.multiplyExact(size, shape[axis]);
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("array of more than 2 GiB");
      }
    }
    if (size != data.length) {
      throw new IllegalArgumentException(
          "array of " + size + " bytes came with " + data.length + " bytes of data");
    }
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Length along one axis. */
  public int length(int axis) {
    return shape[axis];
  }

  /** One element as a double. */
  public double doubleAt(int... index) {
    int at = offset(index);
    if (kind != 'f') {
      return longAt(index);
    }
    return itemBytes == Double.BYTES ? data.getDouble(at) : data.getFloat(at);
  }

  /** One element of a whole-number array. */
  public long longAt(int... index) {
    int at = offset(index);
    if (kind == 'f') {
      throw new IllegalArgumentException("the array holds floating-point numbers, not whole ones");
    }
    return switch (itemBytes) {
      case Byte.BYTES -> kind == 'u' ? data.get(at) & 0xff : data.get(at);
      case Short.BYTES -> data.getShort(at);
      case Integer.BYTES -> data.getInt(at);
      default -> data.getLong(at);
    };
  }

  private int offset(int[] index) {
    if (index.length != shape.length) {
      throw new IllegalArgumentException(
          "an array of " + shape.length + " axes needs as many indices, got " + index.length);
    }
    int at = 0;
    for (int axis = 0; axis < index.length; axis++) {
      at += strides[axis] * Objects.checkIndex(index[axis], shape[axis]);
    }
    return at;
  }
}
