package io.lanistr.network.batch;

import java.util.Arrays;

/** Arrays that keep their contents and grow by half, so that steps soon allocate none. */
public final class Grow {
  private Grow() {}

  private static int length(int length, int needed) {
    return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 16L));
  }

  /** The array itself if it has {@code needed} entries, else a longer copy. */
  public static boolean[] atLeast(boolean[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, length(array.length, needed));
  }

  /** The array itself if it has {@code needed} entries, else a longer copy. */
  public static float[] atLeast(float[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, length(array.length, needed));
  }

  /** The array itself if it has {@code needed} entries, else a longer copy. */
  public static int[] atLeast(int[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, length(array.length, needed));
  }

  /** The array itself if it has {@code needed} entries, else a longer copy. */
  public static long[] atLeast(long[] array, int needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, length(array.length, needed));
  }
}
