package io.lanistr.network.batch;

import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Some rows of the training or scoring data: what they have of each modality, packed.
 *
 * <p>Mutable and reusable: {@link #clear}, then {@link #addRow} and the items' own add methods row
 * by row. Modalities that the network lacks are null. Not thread-safe.
 */
public final class Batch {
  /** Label of a row that has none. */
  public static final int UNLABELLED = -1;

  private final TextItems text;
  private final ImageItems images;
  private final SeriesItems series;
  private final TableItems tables;
  private final Map<Part, EncodedItems> encoded = new EnumMap<>(Part.class);
  private int rows;
  private long[] rowId = new long[16];
  private int[] label = new int[16];
  private float[] weight = new float[16];
  private final int targets;
  private float[] target = new float[0];
  private long seed;
  private long epoch;

  public Batch(NetworkConfig config) {
    ClassifierConfig head = config.classifier();
    targets = head != null && head.loss().takesNumbers() ? head.outputs() : 0;
    text = config.text() == null ? null : new TextItems();
    images =
        config.image() == null
            ? null
            : new ImageItems(config.image().pixels(), config.image().patches());
    series = config.series() == null ? null : new SeriesItems(config.series().channels());
    tables =
        config.table() == null
            ? null
            : new TableItems(config.table().columns(), config.table().embeddedColumns());
    for (EncodedConfig modality : config.encoded()) {
      encoded.put(modality.part(), new EncodedItems(modality.width()));
    }
  }

  /** Forgets all rows and keeps the memory. */
  public void clear() {
    rows = 0;
    for (Items items : new Items[] {text, images, series, tables}) {
      if (items != null) {
        items.clear();
      }
    }
    encoded.values().forEach(Items::clear);
  }

  /**
   * Starts a row; its items are added next.
   *
   * @param id stable identity of the row, which all randomness about it depends on
   * @param ofLabel class, or {@link #UNLABELLED}
   * @param ofWeight weight of the row in the classification loss
   * @return index of the row
   */
  public int addRow(long id, int ofLabel, float ofWeight) {
    if (rows == rowId.length) {
      int length = 2 * rows;
      rowId = Arrays.copyOf(rowId, length);
      label = Arrays.copyOf(label, length);
      weight = Arrays.copyOf(weight, length);
    }
    rowId[rows] = id;
    label[rows] = ofLabel;
    weight[rows] = ofWeight;
    target = Grow.atLeast(target, (rows + 1) * targets);
    Arrays.fill(target, rows * targets, (rows + 1) * targets, Float.NaN);
    return rows++;
  }

  /** What the randomness of masks and dropout depends on, besides the row. */
  public void randomness(long newSeed, long newEpoch) {
    seed = newSeed;
    epoch = newEpoch;
  }

  public int rows() {
    return rows;
  }

  /** Identity of each row. */
  public long[] rowId() {
    return rowId;
  }

  /** Class of each row. */
  public int[] label() {
    return label;
  }

  /** Weight of each row. */
  public float[] weight() {
    return weight;
  }

  /** Numbers to learn of a row; 0 where a class is learned. */
  public int targets() {
    return targets;
  }

  /** Numbers to learn, {@code [rows, targets]}; NaN where not known, as they are after addRow. */
  public float[] target() {
    return target;
  }

  public long seed() {
    return seed;
  }

  public long epoch() {
    return epoch;
  }

  public TextItems text() {
    return text;
  }

  public ImageItems images() {
    return images;
  }

  public SeriesItems series() {
    return series;
  }

  public TableItems tables() {
    return tables;
  }

  /** What comes as states of this encoder, or null if it is part of the network. */
  public EncodedItems encoded(Part part) {
    return encoded.get(part);
  }
}
