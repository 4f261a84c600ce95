package io.lanistr.training.data;

import io.lanistr.tensor.Random64;

/**
 * Leaves out whole modalities of a row at random, so that a classifier learns to do without each.
 * What is left out depends on the seed, the epoch and the row's id only; at least one stays.
 */
final class ModalityDropout {
  private static final long STREAM = 0x6d6f64616c697479L;

  private final double rate;
  private final long seed;

  ModalityDropout(double rate, long seed) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("modality dropout must be in [0, 1): " + rate);
    }
    this.rate = rate;
    this.seed = seed;
  }

  /**
   * Which modalities stay.
   *
   * @param present one bit a modality that the row has
   */
  int keep(int epoch, long rowId, int present) {
    if (rate == 0 || Integer.bitCount(present) < 2) {
      return present;
    }
    Random64 random = Random64.of(seed, epoch, rowId, STREAM);
    int kept = 0;
    for (int rest = present; rest != 0; rest &= rest - 1) {
      int modality = Integer.numberOfTrailingZeros(rest);
      if (random.nextDouble(modality) >= rate) {
        kept |= 1 << modality;
      }
    }
    if (kept != 0) {
      return kept;
    }
    int chosen = random.nextInt(Integer.SIZE, Integer.bitCount(present));
    int rest = present;
    for (int i = 0; i < chosen; i++) {
      rest &= rest - 1;
    }
    return Integer.lowestOneBit(rest);
  }
}
