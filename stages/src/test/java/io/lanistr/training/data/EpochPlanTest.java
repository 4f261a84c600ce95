package io.lanistr.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochPlanTest {
  private static EpochPlan plan(long first, int rows, long total, int batch, int[] costs) {
    int steps = new EpochLayout(total, batch, 9).steps();
    EpochOrder order = new EpochOrder(total, batch, 9, 2);
    return new EpochPlan(2, order, first, batch, steps, costs == null ? ones(rows) : costs);
  }

  private static int[] ones(int rows) {
    int[] costs = new int[rows];
    Arrays.fill(costs, 1);
    return costs;
  }

  /** Global row indices of each step, over shards of the given sizes. */
  private static Map<Integer, List<Long>> steps(int batch, int... sizes) {
    int total = Arrays.stream(sizes).sum();
    Map<Integer, List<Long>> steps = new HashMap<>();
    long first = 0;
    for (int size : sizes) {
      EpochPlan plan = plan(first, size, total, batch, null);
      for (int step = 0; step < plan.steps(); step++) {
        for (int i = plan.start(step); i < plan.start(step + 1); i++) {
          steps.computeIfAbsent(step, s -> new ArrayList<>()).add(first + plan.row(i));
        }
      }
      first += size;
    }
    steps.values().forEach(rows -> rows.sort(null));
    return steps;
  }

  @Test
  void stepsHoldTheSameRowsHoweverTheyAreShared() {
    assertEquals(steps(16, 103), steps(16, 50, 0, 53));
  }

  @Test
  void everyStepIsFullButTheLast() {
    Map<Integer, List<Long>> steps = steps(16, 60, 43);
    assertEquals(7, steps.size());
    for (int step = 0; step < 6; step++) {
      assertEquals(16, steps.get(step).size());
    }
    assertEquals(7, steps.get(6).size());
    assertEquals(103, steps.values().stream().flatMap(List::stream).distinct().count());
  }

  @Test
  void shardsHaveEqualPartsOfEveryStep() {
    int[] sizes = {2500, 5000, 2500};
    long first = 0;
    for (int size : sizes) {
      EpochPlan plan = plan(first, size, 10_000, 128, null);
      for (int step = 0; step < plan.steps(); step++) {
        int rows = step < plan.steps() - 1 ? 128 : 10_000 % 128;
        int share = plan.start(step + 1) - plan.start(step);
        assertEquals(rows * size / 10_000.0, share, 1.5, "step " + step);
      }
      first += size;
    }
  }

  @Test
  void slicesCutAStepIntoPartsOfEqualCost() {
    int[] costs = new int[64];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = i % 4 == 0 ? 40 : 8;
    }
    EpochPlan plan = plan(0, 64, 64, 64, costs);
    long total = Arrays.stream(costs).sum();
    for (int slice = 0; slice < 4; slice++) {
      long cost = 0;
      for (int i = plan.start(0, slice, 4); i < plan.start(0, slice + 1, 4); i++) {
        cost += costs[plan.row(i)];
      }
      assertEquals(total / 4.0, cost, 40);
    }
  }

  @Test
  void slicesCoverAStepEvenIfThereAreMoreSlicesThanRows() {
    EpochPlan plan = plan(0, 5, 5, 3, null);
    for (int step = 0; step < 2; step++) {
      assertEquals(plan.start(step), plan.start(step, 0, 8));
      assertEquals(plan.start(step + 1), plan.start(step, 8, 8));
      for (int slice = 0; slice < 8; slice++) {
        assertTrue(plan.start(step, slice, 8) <= plan.start(step, slice + 1, 8));
      }
    }
  }
}
