package io.lanistr.tensor;

import com.intel.analytics.bigdl.dllib.tensor.Tensor$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath$TensorNumeric$NumericFloat$;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath.TensorNumeric;
import com.intel.analytics.bigdl.mkl.MKL;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Runs in a JVM of its own with native kernels forbidden; a wrong result ends it with an error. */
final class WithoutNatives {
  private WithoutNatives() {}

  public static void main(String[] arguments) {
    require(Backend.current() instanceof PlainBackend, "the backend is plain Java");
    require(MKL.isMKLLoaded(), "BigDL finds kernels");
    require(
        MKL.class.getClassLoader() == PlainMkl.class.getClassLoader(), "and they are our class");
    addBigDlTensors();
    applyOwnOperations();
  }

  private static void addBigDlTensors() {
    @SuppressWarnings("unchecked") // Scala's Float is erased to Object in the signature
    TensorNumeric<Object> numeric =
        (TensorNumeric<Object>) (Object) TensorNumericMath$TensorNumeric$NumericFloat$.MODULE$;
    @SuppressWarnings("unchecked")
    ClassTag<Object> tag = (ClassTag<Object>) (Object) ClassTag$.MODULE$.Float();
    var a = Tensor$.MODULE$.apply(3, 4, tag, numeric);
    var b = Tensor$.MODULE$.apply(3, 4, tag, numeric);
    a.fill(1.5f);
    b.fill(2f);
    a.add(b);
    require((float) a.valueAt(3, 4) == 3.5f, "BigDL adds");
    var c = Tensor$.MODULE$.apply(3, 3, tag, numeric);
    c.addmm(0f, c, 1f, a, b.t());
    require((float) c.valueAt(2, 3) == 28f, "BigDL multiplies");
    a.exp(b);
    require(Math.abs((float) a.valueAt(1, 1) - Math.exp(2)) < 1e-5, "BigDL exponentiates");
  }

  private static void applyOwnOperations() {
    Tape tape = new Tape(new Arena());
    Tensor weight = Tensor.parameter(1, 2);
    float[] grad = new float[2];
    weight.bind(new float[] {1f, 2f}, 0, grad, 0);
    Tensor x = Tensor.of(new float[] {3f, 4f}, 0, 1, 2);
    tape.backward(Linear.apply(tape, x, weight, null));
    require(grad[0] == 3f && grad[1] == 4f, "our operations work");
  }

  private static void require(boolean ok, String what) {
    if (!ok) {
      throw new IllegalStateException("not so: " + what);
    }
  }
}
