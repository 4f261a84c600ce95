package org.apache.spark.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a block tells in which executors offer a slice of weights or gradients to each
 * other.
 *
 * @param training number of the training
 * @param from partition that offers it
 */
record SliceName(long training, int from) {
  private static final Pattern NAME =
      Pattern.compile("test_(\\d{1,19})(?:weightBytes|_\\d+gradientBytes)(\\d{1,9})");

  /** Null if the block holds something else. */
  static SliceName ofOrNull(BlockId block) {
    Matcher parts = NAME.matcher(block.name());
    return parts.matches()
        ? new SliceName(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)))
        : null;
  }
}
