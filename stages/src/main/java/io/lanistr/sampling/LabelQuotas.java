package io.lanistr.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How many labelled rows each class gives to a draw. */
final class LabelQuotas {
  private LabelQuotas() {}

  /**
   * Largest remainders, then the least for small classes; the sum is exact.
   *
   * @param byClass how many labelled rows each class has
   * @param wanted how many to draw; where there are no more, all are drawn
   * @param least what a class gives at least, where it has it and the sum allows it
   */
  static long[] of(long[] byClass, long wanted, int least) {
    long all = Arrays.stream(byClass).sum();
    if (wanted >= all) {
      return byClass.clone();
    }
    long[] quota = new long[byClass.length];
    double[] remainder = new double[byClass.length];
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < byClass.length; label++) {
      double exact = wanted * (byClass[label] / (double) all);
      quota[label] = (long) Math.floor(exact);
      remainder[label] = exact - quota[label];
      order.add(label);
    }
    order.sort(
        Comparator.comparingDouble((Integer label) -> -remainder[label])
            .thenComparingInt(label -> label));
    long left = wanted - Arrays.stream(quota).sum();
    for (int i = 0; i < left; i++) {
      quota[order.get(i)]++;
    }
    for (int rows = 1; rows <= least; rows++) {
      raiseSmallClasses(quota, byClass, rows);
    }
    return quota;
  }

  /** Takes rows from the largest quotas until each class has so many, if the sum allows it. */
  private static void raiseSmallClasses(long[] quota, long[] byClass, long least) {
    for (int label = 0; label < quota.length; label++) {
      while (quota[label] < Math.min(least, byClass[label])) {
        int largest = 0;
        for (int other = 1; other < quota.length; other++) {
          largest = quota[other] > quota[largest] ? other : largest;
        }
        if (quota[largest] <= least) {
          return;
        }
        quota[largest]--;
        quota[label]++;
      }
    }
  }
}
