package io.lanistr.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LabelQuotasTest {
  static Stream<Arguments> quotas() {
    return Stream.of(
        arguments(classes(100, 50, 50), 20, 2, classes(10, 5, 5)),
        arguments(classes(100, 50, 50), 21, 2, classes(11, 5, 5)),
        arguments(classes(10, 10, 10), 10, 2, classes(4, 3, 3)),
        arguments(classes(1000, 5, 1), 20, 2, classes(17, 2, 1)),
        arguments(classes(1000, 5, 1), 20, 1, classes(18, 1, 1)),
        arguments(classes(1000, 5, 1), 20, 0, classes(20, 0, 0)),
        arguments(classes(1000, 0, 10), 30, 2, classes(28, 0, 2)),
        arguments(classes(5, 5, 5, 5), 3, 2, classes(1, 1, 1, 0)),
        arguments(classes(1000, 9), 2, 2, classes(1, 1)),
        arguments(classes(900, 50, 50), 5, 2, classes(2, 2, 1)),
        arguments(classes(3, 4), 100, 2, classes(3, 4)));
  }

  @ParameterizedTest
  @MethodSource("quotas")
  void classesKeepTheirSharesAndTheSumIsExact(
      long[] byClass, long wanted, int least, long[] expected) {
    assertArrayEquals(expected, LabelQuotas.of(byClass, wanted, least));
  }

  private static long[] classes(long... rows) {
    return rows;
  }
}
