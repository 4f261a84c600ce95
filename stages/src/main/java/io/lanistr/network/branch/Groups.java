package io.lanistr.network.branch;

import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.Items;

/**
 * The items of a modality gathered by row: the several texts or images of a row become one group,
 * the average of its items. Reused from pass to pass.
 */
public final class Groups {
  private int items;
  private int count;
  private int halves;
  private int[] row = new int[16];
  private int[] group = new int[16];
  private int[] starts = new int[16];

  /**
   * Groups items of {@code tokens} tokens each.
   *
   * @param newHalves 2 if the items occur twice, masked and unmasked; else 1
   */
  public void uniform(Items of, int tokens, int newHalves) {
    gather(of, newHalves);
    for (int i = 1; i <= halves * count; i++) {
      starts[i] = i * tokens;
    }
  }

  /** Groups items of which each is a group by itself and item i has its own number of tokens. */
  public void single(Items of, int[] itemStarts, int newHalves) {
    gather(of, newHalves);
    for (int i = 0; i < halves * count; i++) {
      int item = i % count;
      starts[i + 1] = starts[i] + itemStarts[item + 1] - itemStarts[item];
    }
  }

  private void gather(Items of, int newHalves) {
    items = of.count();
    halves = newHalves;
    row = Grow.atLeast(row, items);
    group = Grow.atLeast(group, halves * items);
    count = 0;
    for (int i = 0; i < items; i++) {
      if (i == 0 || of.row()[i] != of.row()[i - 1]) {
        row[count++] = of.row()[i];
      }
      group[i] = count - 1;
    }
    for (int i = 0; i < items && halves == 2; i++) {
      group[items + i] = count + group[i];
    }
    starts = Grow.atLeast(starts, halves * count + 1);
  }

  /** Whether some group has several items. */
  public boolean averages() {
    return count < items;
  }

  /** Number of groups of one half: rows that have the modality. */
  public int count() {
    return count;
  }

  /** Number of items of one half. */
  public int items() {
    return items;
  }

  /** 2 if the items occur masked and unmasked, else 1. */
  public int halves() {
    return halves;
  }

  /** Row of each group, increasing. */
  public int[] row() {
    return row;
  }

  /** Group of each item, the second half's after the first's. */
  int[] group() {
    return group;
  }

  /**
   * Row of each state of one half, item after item.
   *
   * @param states number of states of one half
   * @param target receives them; used if it is long enough
   * @return what holds them
   */
  public int[] rowOfStates(int states, int[] target) {
    int[] rows = Grow.atLeast(target, states);
    if (items == 0) {
      return rows;
    }
    boolean uniform = averages() || states != tokens();
    int at = 0;
    for (int i = 0; i < items; i++) {
      int n = uniform ? states / items : starts[i + 1] - starts[i];
      java.util.Arrays.fill(rows, at, at + n, row[group[i]]);
      at += n;
    }
    return rows;
  }

  /** Group i, of all halves, holds tokens {@code [starts[i], starts[i + 1])}. */
  public int[] starts() {
    return starts;
  }

  /** Number of tokens of one half. */
  public int tokens() {
    return starts[count];
  }
}
