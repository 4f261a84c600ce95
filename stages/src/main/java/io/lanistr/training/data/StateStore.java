package io.lanistr.training.data;

import io.lanistr.network.batch.EncodedItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * States that one frozen encoder has computed in this JVM, by the digest of the item: computed
 * once, used by every epoch of every training that has the same encoder.
 *
 * <p>The newest states lie on the heap; full blocks go to Arrow record batches in memory-mapped
 * files, which the operating system writes back when memory is short. Safe for many threads.
 */
public final class StateStore {
  private static final int BLOCK = 1 << 20;
  private static final long BYTES_OF_AN_ENTRY = 24;

  /** States one after another, on the heap until the block is full, then mapped. */
  private static final class Block {
    private volatile float[] heap;
    private volatile FloatBuffer mapped;
    private int used;

    void copy(int from, float[] target, int at, int count) {
      float[] values = heap;
      if (values != null) {
        System.arraycopy(values, from, target, at, count);
      } else {
        mapped.get(from, target, at, count);
      }
    }
  }

  private final int width;
  private final int blockValues;
  private final List<Block> blocks = new ArrayList<>();
  private long[] high = new long[64];
  private long[] low = new long[64];
  private int[] block = new int[64];
  private int[] offset = new int[64];
  private int[] tokens = new int[64];
  private int count;
  private long bytes;

  StateStore(int width) {
    this(width, BLOCK);
  }

  /**
   * @param blockValues values of a block; the last one is on the heap
   */
  StateStore(int width, int blockValues) {
    this.width = width;
    this.blockValues = blockValues;
  }

  /** Width of a state. */
  int width() {
    return width;
  }

  /** Number of items. */
  public synchronized int count() {
    return count;
  }

  /** Bytes of all states, and of the places where they are. */
  synchronized long bytes() {
    return bytes;
  }

  /** Whether the store has the digest's item. */
  synchronized boolean has(ItemDigest item) {
    return tokens[find(item.high(), item.low())] > 0;
  }

  /**
   * Adds the digest's item to {@code target}.
   *
   * @return false if the store does not have it
   */
  boolean copy(ItemDigest item, EncodedItems target, int row) {
    Block from;
    int at;
    int n;
    synchronized (this) {
      int slot = find(item.high(), item.low());
      n = tokens[slot];
      if (n == 0) {
        return false;
      }
      from = blocks.get(block[slot]);
      at = offset[slot];
    }
    int to = target.add(row, n);
    from.copy(at, target.states(), to, n * width);
    return true;
  }

  /**
   * Keeps an item's states, unless they are there.
   *
   * @param states {@code [newTokens, width]} from {@code from} on
   */
  synchronized void add(long keyHigh, long keyLow, float[] states, int from, int newTokens) {
    int slot = find(keyHigh, keyLow);
    if (tokens[slot] > 0) {
      return;
    }
    int values = Math.multiplyExact(newTokens, width);
    Block last = room(values);
    System.arraycopy(states, from, last.heap, last.used, values);
    high[slot] = keyHigh;
    low[slot] = keyLow;
    block[slot] = blocks.size() - 1;
    offset[slot] = last.used;
    tokens[slot] = newTokens;
    last.used += values;
    bytes += 4L * values + BYTES_OF_AN_ENTRY;
    if (++count > tokens.length / 2) {
      grow();
    }
  }

  private Block room(int values) {
    Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
    if (last != null && last.heap.length - last.used >= values) {
      return last;
    }
    if (last != null) {
      try {
        last.mapped = StateFile.write(last.heap, last.used);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Cannot write the states of a frozen encoder; is spark.local.dir full?", e);
      }
      last.heap = null;
    }
    Block next = new Block();
    next.heap = new float[Math.max(blockValues, values)];
    blocks.add(next);
    return next;
  }

  /** The slot of a key, or the free one where it belongs. */
  private int find(long keyHigh, long keyLow) {
    int mask = tokens.length - 1;
    int slot = (int) keyHigh & mask;
    while (tokens[slot] > 0 && (high[slot] != keyHigh || low[slot] != keyLow)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHigh = high;
    long[] oldLow = low;
    int[] oldBlock = block;
    int[] oldOffset = offset;
    int[] oldTokens = tokens;
    int size = 2 * oldTokens.length;
    high = new long[size];
    low = new long[size];
    block = new int[size];
    offset = new int[size];
    tokens = new int[size];
    for (int i = 0; i < oldTokens.length; i++) {
      if (oldTokens[i] > 0) {
        int slot = find(oldHigh[i], oldLow[i]);
        high[slot] = oldHigh[i];
        low[slot] = oldLow[i];
        block[slot] = oldBlock[i];
        offset[slot] = oldOffset[i];
        tokens[slot] = oldTokens[i];
      }
    }
  }
}
