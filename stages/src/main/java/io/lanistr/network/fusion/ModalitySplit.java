package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.tensor.Random64;

/**
 * Parts a row's modalities into two sets, neither of them empty, for the contrastive similarity
 * loss. The parting depends on the seed, the epoch and the row's id only.
 */
final class ModalitySplit {
  private static final long STREAM = 16;

  private ModalitySplit() {}

  /**
   * The modalities of the first set; the others are in the second.
   *
   * @param present one bit a modality that the row has
   * @return all of them if there are fewer than two
   */
  static int first(Batch batch, int row, int present) {
    int count = Integer.bitCount(present);
    if (count < 2) {
      return present;
    }
    Random64 random = Random64.of(batch.seed(), batch.epoch(), batch.rowId()[row], STREAM);
    int wanted = 1 + random.nextInt(0, count - 1);
    int chosen = 0;
    // Selection sampling: each set of the wanted size is equally likely.
    int left = count;
    for (int rest = present; rest != 0; rest &= rest - 1, left--) {
      int need = wanted - Integer.bitCount(chosen);
      if (random.nextInt(left, left) < need) {
        chosen |= Integer.lowestOneBit(rest);
      }
    }
    return chosen;
  }
}
