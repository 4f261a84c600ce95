package io.lanistr.network.mask;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.batch.Items;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.batch.TableItems;
import io.lanistr.network.batch.TextItems;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.tensor.Random64;

/**
 * Draws the masks of pretraining (LANISTR, arXiv:2305.16556, section 3).
 *
 * <p>A mask depends on the seed, the epoch, the row's id and the place of the item within the row,
 * and on nothing else: not on the batch, the partition or the machine. Holds scratch memory: one
 * sampler a thread.
 */
public final class MaskSampler {
  private static final long TEXT = 1;
  private static final long IMAGE = 2;
  private static final long SERIES = 3;
  private static final long TABLE = 4;

  private final MaskingConfig masking;
  private final TextConfig text;
  private final TableConfig table;
  private int[] order = new int[0];

  public MaskSampler(MaskingConfig masking, NetworkConfig network) {
    this.masking = masking;
    this.text = network.text();
    this.table = network.table();
  }

  /** Draws all masks of the batch for an epoch and sets its randomness to them. */
  public void draw(Batch batch, long seed, long epoch) {
    batch.randomness(seed, epoch);
    if (batch.text() != null) {
      tokens(batch, batch.text());
    }
    if (batch.images() != null) {
      patches(batch, batch.images());
    }
    if (batch.series() != null) {
      steps(batch, batch.series());
    }
    if (batch.tables() != null) {
      features(batch, batch.tables());
    }
  }

  /** The numbers of one item. */
  private static Random64 random(Batch batch, Items items, int item, long modality) {
    int[] row = items.row();
    int place = 0;
    while (item - place > 0 && row[item - place - 1] == row[item]) {
      place++;
    }
    return Random64.of(batch.seed(), batch.epoch(), batch.rowId()[row[item]], modality)
        .derive(place);
  }

  /** Each token but the special ones and padding, with the same probability. */
  private void tokens(Batch batch, TextItems texts) {
    boolean[] valid = texts.validOrNull();
    for (int item = 0; item < texts.count(); item++) {
      Random64 random = random(batch, texts, item, TEXT);
      int start = texts.starts()[item];
      for (int i = start; i < texts.starts()[item + 1]; i++) {
        int id = texts.tokens()[i];
        boolean special = id == text.clsId() || id == text.sepId() || id == text.padId();
        texts.masked()[i] =
            !special
                && (valid == null || valid[i])
                && random.nextDouble(i - start) < masking.tokens();
      }
    }
  }

  /** A fixed number of patches of each image, all sets being equally likely. */
  private void patches(Batch batch, ImageItems images) {
    int n = images.patches();
    int hide = (int) Math.ceil(masking.patches() * n);
    if (order.length < n) {
      order = new int[n];
    }
    for (int item = 0; item < images.count(); item++) {
      Random64 random = random(batch, images, item, IMAGE);
      for (int i = 0; i < n; i++) {
        order[i] = i;
        images.masked()[item * n + i] = false;
      }
      for (int i = 0; i < hide; i++) {
        int j = i + random.nextInt(i, n - i);
        int chosen = order[j];
        order[j] = order[i];
        images.masked()[item * n + chosen] = true;
      }
    }
  }

  /**
   * Stretches of each channel apart (Zerveas et al., arXiv:2010.02803): a Markov chain over the
   * steps whose masked stretches have a geometric length of the given mean, and whose unmasked ones
   * are as long as the share asks for.
   */
  private void steps(Batch batch, SeriesItems series) {
    double ratio = masking.series();
    double leaveMasked = 1 / masking.seriesMeanLength();
    double leaveUnmasked = leaveMasked * ratio / (1 - ratio);
    int channels = series.channels();
    for (int item = 0; item < series.count(); item++) {
      Random64 random = random(batch, series, item, SERIES);
      int start = series.starts()[item];
      int steps = series.starts()[item + 1] - start;
      for (int channel = 0; channel < channels; channel++) {
        Random64 draws = random.derive(channel);
        boolean hidden = draws.nextDouble(0) < ratio;
        for (int t = 0; t < steps; t++) {
          series.hidden()[(start + t) * channels + channel] = hidden;
          if (draws.nextDouble(t + 1) < (hidden ? leaveMasked : leaveUnmasked)) {
            hidden = !hidden;
          }
        }
      }
    }
  }

  /** Each embedded column, or each column as a whole, with the same probability. */
  private void features(Batch batch, TableItems tables) {
    for (int item = 0; item < tables.count(); item++) {
      Random64 random = random(batch, tables, item, TABLE);
      int at = item * tables.embeddedColumns();
      int draw = 0;
      for (int cardinality : table.cardinalities()) {
        int width = cardinality == 0 ? 1 : table.categoryWidth();
        for (int i = 0; i < width; i++) {
          tables.hidden()[at++] = random.nextDouble(draw) < masking.features();
          draw += masking.wholeColumns() ? 0 : 1;
        }
        draw += masking.wholeColumns() ? 1 : 0;
      }
    }
  }
}
