package io.lanistr.network.image;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.layer.Sequences;

/** Where the tokens of a pass come from: CLS, patches and mask token; reused. */
public final class ImageInput {
  static final int CLS = 0;
  static final int PATCH = 1;
  static final int MASK = 2;
  private static final long STREAM = 12;

  private final Sequences sequences = new Sequences();
  private int[] source = new int[0];
  private int[] row = new int[0];
  private int[] position = new int[0];
  private int[] cls = new int[0];

  /**
   * Takes the images of a batch; in pretraining twice, with mask tokens first.
   *
   * @param overview whether each image has a CLS of its own
   * @param keyed whether the tokens need randomness
   */
  public void fill(Batch batch, boolean overview, boolean pretraining, boolean keyed) {
    ImageItems images = batch.images();
    int patches = images.patches();
    int items = images.count();
    int n = (pretraining ? 2 : 1) * items * (1 + patches);
    source = Grow.atLeast(source, n);
    row = Grow.atLeast(row, n);
    position = Grow.atLeast(position, n);
    cls = Grow.atLeast(cls, (pretraining ? 2 : 1) * items);
    sequences.clear();
    int at = 0;
    while (at < n) {
      boolean masking = pretraining && at < n / 2;
      for (int item = 0; item < items; item++) {
        int image = sequences.count();
        cls[image] = at;
        put(at++, CLS, overview ? image : 0, 0);
        for (int p = 0; p < patches; p++) {
          int patch = item * patches + p;
          boolean hide = masking && images.masked()[patch];
          put(at++, hide ? MASK : PATCH, hide ? 0 : patch, 1 + p);
        }
        sequences.add(1 + patches);
      }
    }
    if (keyed) {
      sequences.key(batch, images, STREAM);
    }
  }

  private void put(int token, int ofSource, int ofRow, int ofPosition) {
    source[token] = ofSource;
    row[token] = ofRow;
    position[token] = ofPosition;
  }

  Sequences sequences() {
    return sequences;
  }

  /** The CLS token of each image, masked ones first. */
  int[] cls() {
    return cls;
  }

  /** {@link #CLS}, {@link #PATCH} or {@link #MASK} of each token. */
  int[] source() {
    return source;
  }

  /** Row within the source. */
  int[] row() {
    return row;
  }

  /** Position within the image; 0 is CLS. */
  int[] position() {
    return position;
  }
}
