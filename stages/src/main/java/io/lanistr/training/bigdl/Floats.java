package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.tensor.Tensor$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath$TensorNumeric$NumericFloat$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath.TensorNumeric;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** BigDL's float tensors as Java sees them. */
final class Floats {
  @SuppressWarnings({"unchecked", "rawtypes"})
  static final ClassTag<Object> TAG = (ClassTag) ClassTag$.MODULE$.Float();

  private Floats() {}

  @SuppressWarnings({"unchecked", "rawtypes"})
  static TensorNumeric<Object> numeric() {
    return (TensorNumeric) TensorNumericMath$TensorNumeric$NumericFloat$.MODULE$;
  }

  /** A vector over the given array, which is not copied. */
  static Tensor<Object> vector(float[] values) {
    return Tensor$.MODULE$.apply(values, new int[] {values.length}, TAG, numeric());
  }

  /** The array behind a tensor, which BigDL may replace between steps. */
  static float[] array(Tensor<Object> tensor) {
    return (float[]) tensor.storage().array();
  }

  /** Position of the tensor's first element in {@link #array}. */
  static int offset(Tensor<Object> tensor) {
    return tensor.storageOffset() - 1;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static <T> ClassTag<T> tag(Class<?> type) {
    return (ClassTag) ClassTag$.MODULE$.apply(type);
  }
}
