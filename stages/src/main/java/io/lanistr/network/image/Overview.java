package io.lanistr.network.image;

import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * The whole picture at a low resolution: averages over square cells of pixels. Masked patches count
 * as 0, the average of normalised pixels.
 *
 * <p>A patch token says what is where only through attention, which takes many pictures to learn; a
 * linear map of the overview finds what is typical of a place from few.
 */
final class Overview {
  private Overview() {}

  /**
   * @param pretraining whether each image occurs twice, first with its masked patches hidden
   * @return constant {@code [images or 2 x images, channels x lines x columns]}
   */
  static Tensor of(Tape tape, ImageItems images, ImageConfig config, boolean pretraining) {
    int count = images.count();
    int halves = pretraining ? 2 : 1;
    Tensor overview = tape.allocate(halves * count, config.overviewValues());
    java.util.Arrays.fill(
        overview.data(), overview.offset(), overview.offset() + overview.size(), 0f);
    for (int i = 0; i < halves * count; i++) {
      boolean[] masked = pretraining && i < count ? images.masked() : null;
      add(images, i % count, masked, config, overview.data(), overview.offset(), i);
    }
    return overview;
  }

  private static void add(
      ImageItems images,
      int image,
      boolean[] maskedOrNull,
      ImageConfig config,
      float[] to,
      int offset,
      int row) {
    int cell = config.overviewCell();
    int lines = (config.height() + cell - 1) / cell;
    int columns = (config.width() + cell - 1) / cell;
    int patchColumns = config.width() / config.patch();
    float share = 1f / (cell * cell);
    int from = image * config.pixels();
    for (int c = 0; c < config.channels(); c++) {
      for (int y = 0; y < config.height(); y++) {
        int at = offset + row * config.overviewValues() + (c * lines + y / cell) * columns;
        int patch = image * config.patches() + y / config.patch() * patchColumns;
        for (int x = 0; x < config.width(); x++, from++) {
          if (maskedOrNull == null || !maskedOrNull[patch + x / config.patch()]) {
            to[at + x / cell] += share * images.pixels()[from];
          }
        }
      }
    }
  }
}
