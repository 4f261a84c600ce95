package io.lanistr.bigdl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intel.analytics.bigdl.dllib.optim.parameters.CompressedTensor;
import com.intel.analytics.bigdl.dllib.optim.parameters.SerializerInstance;
import com.intel.analytics.bigdl.dllib.optim.parameters.UncompressedTensor;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.tensor.Tensor$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath$TensorNumeric$NumericFloat$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath.TensorNumeric;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The exchanged bytes hold exactly the numbers, wherever they lie. */
class UncompressedTensorTest {
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static final ClassTag<Object> FLOAT = (ClassTag) ClassTag$.MODULE$.Float();

  private static final float[] NUMBERS = {
    1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, -3.25e-20f
  };

  @Test
  void bigDlTakesThisClassInsteadOfItsOwn() {
    CompressedTensor<Object> created = SerializerInstance.create(3, "none", FLOAT);
    assertInstanceOf(UncompressedTensor.class, created);
    assertTrue(Modifier.isFinal(created.getClass().getModifiers()));
    assertThrows(
        ClassNotFoundException.class,
        () -> Class.forName(UncompressedTensor.class.getName() + "$"));
    assertEquals(12, created.bytes().remaining());
  }

  @Test
  void numbersComeBackBitForBit() {
    Tensor<Object> back = vector(new float[NUMBERS.length]);
    new UncompressedTensor<>(vector(NUMBERS), FLOAT).deCompress(back);
    assertArrayEquals(NUMBERS, values(back));
  }

  @Test
  void offsetsOfBufferArrayAndTensorsAreHeeded() {
    byte[] array = new byte[64];
    ByteBuffer sliced = ByteBuffer.wrap(array, 4, 48).slice().position(3).limit(43);
    CompressedTensor<Object> bytes = SerializerInstance.create(sliced, "none", FLOAT);
    Tensor<Object> source = vector(0, 0, 1, 2, 3, 4, 5).narrow(1, 3, 5);
    bytes.compress(2, source, 1, 4);
    FloatBuffer written =
        ByteBuffer.wrap(array, 7, 40).slice().order(ByteOrder.nativeOrder()).asFloatBuffer();
    float[] seen = new float[10];
    written.get(seen);
    assertArrayEquals(new float[] {0, 0, 2, 3, 4, 5, 0, 0, 0, 0}, seen);

    Tensor<Object> target = vector(9, 9, 9, 9, 9, 9);
    bytes.deCompress(3, target.narrow(1, 2, 5), 2, 3);
    assertArrayEquals(new float[] {9, 9, 9, 3, 4, 5}, values(target));
  }

  @Test
  void termsAreAddedWhereTheyBelong() {
    UncompressedTensor<Object> sum = new UncompressedTensor<>(vector(1, 2, 3, 4, 5), FLOAT);
    UncompressedTensor<Object> terms = new UncompressedTensor<>(vector(.5f, 20, 300, 1), FLOAT);
    sum.add(terms.bytes(1, 2), 3, 2).parAdd(terms.bytes(0, 1), 0, 1);
    Tensor<Object> result = vector(new float[5]);
    sum.deCompress(result);
    assertArrayEquals(new float[] {1.5f, 2, 3, 24, 305}, values(result));
    assertArrayEquals(
        new float[] {3, 4, 6, 48, 610}, added(sum, sum.add(sum.bytes())), "a tensor with itself");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    UncompressedTensor<Object> three = new UncompressedTensor<>(3, FLOAT);
    Tensor<Object> two = vector(1, 2);
    assertThrows(IndexOutOfBoundsException.class, () -> three.compress(2, two, 0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> three.compress(0, two, 1, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> three.deCompress(two));
    assertThrows(IndexOutOfBoundsException.class, () -> three.bytes(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> three.add(three.bytes(0, 2), 0, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new UncompressedTensor<>(new byte[8], 0, 7, FLOAT));
    assertThrows(
        IndexOutOfBoundsException.class, () -> new UncompressedTensor<>(new byte[8], 4, 8, FLOAT));
    assertThrows(
        IllegalArgumentException.class,
        () -> new UncompressedTensor<>(3, ClassTag$.MODULE$.apply(double.class)));
    assertThrows(
        ArithmeticException.class, () -> new UncompressedTensor<>(Integer.MAX_VALUE / 2, FLOAT));
  }

  private static float[] added(UncompressedTensor<Object> before, UncompressedTensor<Object> sum) {
    assertEquals(before, sum, "adds in place");
    Tensor<Object> result = vector(new float[5]);
    sum.deCompress(result);
    return values(result);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Tensor<Object> vector(float... values) {
    TensorNumeric<Object> numeric =
        (TensorNumeric) TensorNumericMath$TensorNumeric$NumericFloat$.MODULE$;
    return Tensor$.MODULE$.apply(values, new int[] {values.length}, FLOAT, numeric);
  }

  private static float[] values(Tensor<Object> tensor) {
    return (float[]) tensor.storage().array();
  }
}
