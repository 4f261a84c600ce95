package com.intel.analytics.bigdl.dllib.optim.parameters;

import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import scala.reflect.ClassTag;

/**
 * The 32-bit numbers of a slice of weights or gradients, as the bytes that executors exchange.
 *
 * <p>Stands in the place of BigDL's class of this name, which takes numbers apart into bytes one by
 * one: with 141 million parameters on two executors, that was half of what distribution cost. BigDL
 * creates the class by name and knows no way to give it another, so the original is left out when
 * its wheels are unpacked. Bytes are in the machine's order; all executors must have the same.
 * Offsets and lengths count numbers, not bytes.
 */
public final class UncompressedTensor<T> implements CompressedTensor<T> {
  private static final long serialVersionUID = 1L;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ORDER).withInvokeExactBehavior();

  private final byte[] buffer;
  private final int bufferOffset;
  private final int length;

  /**
   * A view of a part of an array.
   *
   * @param bufferOffset first byte
   * @param bufferLength number of bytes, four for each number
   */
  public UncompressedTensor(byte[] buffer, int bufferOffset, int bufferLength, ClassTag<T> type) {
    requireFloats(type);
    Objects.checkFromIndexSize(bufferOffset, bufferLength, buffer.length);
    if (bufferLength % Float.BYTES != 0) {
      throw new IllegalArgumentException(bufferLength + " bytes are no whole number of floats");
    }
    this.buffer = buffer;
    this.bufferOffset = bufferOffset;
    this.length = bufferLength / Float.BYTES;
  }

  /** A copy of a tensor's numbers. */
  public UncompressedTensor(Tensor<T> tensor, ClassTag<T> type) {
    this(tensor.nElement(), type);
    compress(tensor);
  }

  /** So many zeros. */
  public UncompressedTensor(int length, ClassTag<T> type) {
    this(new byte[Math.multiplyExact(length, Float.BYTES)], 0, length * Float.BYTES, type);
  }

  /** A view of what remains in a buffer, which must have an array. */
  public UncompressedTensor(ByteBuffer bytes, ClassTag<T> type) {
    this(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), type);
  }

  @Override
  public UncompressedTensor<T> compress(Tensor<T> source) {
    return compress(0, source, 0, source.nElement());
  }

  @Override
  public UncompressedTensor<T> compress(
      int offset, Tensor<T> source, int sourceOffset, int sourceLength) {
    floats(offset, sourceLength)
        .put(values(source), first(source, sourceOffset, sourceLength), sourceLength);
    return this;
  }

  @Override
  public void deCompress(Tensor<T> target) {
    deCompress(0, target, 0, length);
  }

  @Override
  public void deCompress(int offset, Tensor<T> target, int targetOffset, int targetLength) {
    floats(offset, targetLength)
        .get(values(target), first(target, targetOffset, targetLength), targetLength);
  }

  @Override
  public ByteBuffer bytes() {
    return bytes(0, length);
  }

  @Override
  public ByteBuffer bytes(int offset, int count) {
    return ByteBuffer.wrap(buffer, position(offset, count), count * Float.BYTES);
  }

  @Override
  public UncompressedTensor<T> add(ByteBuffer terms) {
    return add(terms, 0, length);
  }

  @Override
  public UncompressedTensor<T> add(ByteBuffer terms, int offset, int count) {
    if (terms.remaining() != count * Float.BYTES) {
      throw new IllegalArgumentException(
          terms.remaining() + " bytes can't be added to " + count + " floats");
    }
    byte[] from = terms.array();
    int fromOffset = terms.arrayOffset() + terms.position();
    int toOffset = position(offset, count);
    for (int i = 0; i < count * Float.BYTES; i += Float.BYTES) {
      float sum = (float) FLOAT.get(buffer, toOffset + i) + (float) FLOAT.get(from, fromOffset + i);
      FLOAT.set(buffer, toOffset + i, sum);
    }
    return this;
  }

  /** The same as {@link #add(ByteBuffer)}: memory, not the core, is what limits it. */
  @Override
  public UncompressedTensor<T> parAdd(ByteBuffer terms) {
    return add(terms);
  }

  /** The same as {@link #add(ByteBuffer, int, int)}. */
  @Override
  public UncompressedTensor<T> parAdd(ByteBuffer terms, int offset, int count) {
    return add(terms, offset, count);
  }

  private FloatBuffer floats(int offset, int count) {
    return bytes(offset, count).order(ORDER).asFloatBuffer();
  }

  private int position(int offset, int count) {
    return bufferOffset + Objects.checkFromIndexSize(offset, count, length) * Float.BYTES;
  }

  private static <T> int first(Tensor<T> tensor, int offset, int count) {
    if (!tensor.isContiguous()) {
      throw new IllegalArgumentException("The numbers of the tensor don't lie side by side");
    }
    return tensor.storageOffset()
        - 1
        + Objects.checkFromIndexSize(offset, count, tensor.nElement());
  }

  private static <T> float[] values(Tensor<T> tensor) {
    return (float[]) (Object) tensor.storage().array();
  }

  private static void requireFloats(ClassTag<?> type) {
    if (type.runtimeClass() != float.class) {
      throw new IllegalArgumentException("Only floats are exchanged, not " + type);
    }
  }
}
