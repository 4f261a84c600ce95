package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.intel.analytics.bigdl.mkl.MKL;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlainMklTest {
  private static final int SIZE = 400;

  @BeforeAll
  static void nativesAreNeeded() {
    assumeTrue(Natives.problem().isEmpty(), "MKL runs on Linux, x86-64");
    assertEquals("Intel MKL", Backend.current().name());
  }

  @Test
  void everyPublicMethodHasACounterpartOfTheSameSignature() throws NoSuchMethodException {
    for (Method method : MKL.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        Method own = PlainMkl.class.getMethod(method.getName(), method.getParameterTypes());
        assertEquals(method.getReturnType(), own.getReturnType());
        assertTrue(Modifier.isStatic(own.getModifiers()));
      }
    }
  }

  /** Calls both classes with the same arguments; arrays are compared afterwards. */
  private static void compare(Random random, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (boolean single : new boolean[] {true, false}) {
      String full = (single ? "vs" : "vd") + name;
      Object[] expected = arguments(arguments, single, random);
      Object[] actual = new Object[expected.length];
      for (int i = 0; i < actual.length; i++) {
        actual[i] = copy(expected[i]);
      }
      Object result = method(MKL.class, full).invoke(null, expected);
      Object own = method(PlainMkl.class, full).invoke(null, actual);
      double tolerance = single ? 3e-5 : 1e-12;
      if (result instanceof Number number) {
        assertEquals(number.doubleValue(), ((Number) own).doubleValue(), tolerance, full);
      }
      for (int i = 0; i < actual.length; i++) {
        if (expected[i] instanceof float[] floats) {
          assertArrayEquals(floats, (float[]) actual[i], (float) tolerance, full);
        } else if (expected[i] instanceof double[] doubles) {
          assertArrayEquals(doubles, (double[]) actual[i], tolerance, full);
        }
      }
    }
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A class stands for an array of positive numbers, a double for a float or double. */
  private static Object[] arguments(Object[] pattern, boolean single, Random random) {
    Object[] filled = pattern.clone();
    for (int i = 0; i < filled.length; i++) {
      if (pattern[i] instanceof Class<?>) {
        Object array = Array.newInstance(single ? float.class : double.class, SIZE);
        for (int e = 0; e < SIZE; e++) {
          if (single) {
            Array.setFloat(array, e, 0.1f + random.nextFloat());
          } else {
            Array.setDouble(array, e, 0.1 + random.nextDouble());
          }
        }
        filled[i] = array;
      } else if (pattern[i] instanceof Double number && single) {
        filled[i] = number.floatValue();
      }
    }
    return filled;
  }

  private static Object copy(Object value) {
    if (value instanceof float[] floats) {
      return floats.clone();
    }
    return value instanceof double[] doubles ? doubles.clone() : value;
  }

  @Test
  void elementwiseFunctionsEqualMkl() throws ReflectiveOperationException {
    Random random = new Random(1);
    Class<?> array = float[].class;
    for (String name : new String[] {"Add", "Sub", "Mul", "Div"}) {
      compare(random, name, 301, array, 3, array, 0, array, 7);
    }
    for (String name : new String[] {"Ln", "Exp", "Sqrt", "Tanh", "Log1p", "Abs", "Erf"}) {
      compare(random, name, 301, array, 3, array, 7);
    }
    compare(random, "Powx", 301, array, 3, 1.7, array, 7);
  }

  @Test
  void linearAlgebraEqualsMkl() throws ReflectiveOperationException {
    Random random = new Random(2);
    Class<?> array = float[].class;
    for (char ta : new char[] {'N', 't'}) {
      for (char tb : new char[] {'n', 'T'}) {
        for (double beta : new double[] {0, 1, -0.5}) {
          compare(
              random, "gemm", ta, tb, 7, 5, 11, 0.7, array, 2, 13, array, 1, 12, beta, array, 4, 9);
        }
      }
      compare(random, "gemv", ta, 7, 11, 0.7, array, 2, 13, array, 1, 2, -0.5, array, 4, 3);
      compare(random, "gemv", ta, 7, 11, 0.7, array, 2, 13, array, 1, 1, 0.0, array, 4, 1);
    }
    compare(random, "ger", 7, 11, 0.7, array, 2, 2, array, 1, 3, array, 4, 9);
    compare(random, "axpy", 31, 0.7, array, 2, 2, array, 1, 3);
    compare(random, "dot", 31, array, 2, 2, array, 1, 3);
    compare(random, "scal", 31, 0.7, array, 2, 3);
  }
}
