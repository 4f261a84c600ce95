package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes modalities away from rows that have them. Each present modality has a number in [0, 1) from
 * a hash of (seed, id, modality), and goes if that is below the share; the one with the largest
 * number always stays, so that no row is emptied. What goes at a small share goes at a larger one
 * too, and nothing depends on the order of the rows.
 */
public final class ModalityRemoval {
  private static final long BUCKETS = 1L << 30;
  private static final String LARGEST = "removal_largest_place";

  private ModalityRemoval() {}

  /**
   * The rows with less.
   *
   * @param share of the present modalities to take away, 0 to 1
   */
  public static Dataset<Row> remove(
      Dataset<Row> rows, ColumnConvention columns, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in [0, 1]: " + share);
    }
    if (share == 0) {
      return rows;
    }
    List<Modality> modalities = columns.ordered();
    List<Column> placed = new ArrayList<>(List.of(col("*")));
    for (Modality modality : modalities) {
      Column place =
          pmod(xxhash64(lit(seed), col(ColumnConvention.ID), lit(modality.key())), lit(BUCKETS))
              .divide(lit((double) BUCKETS));
      placed.add(
          when(Presence.of(columns, modality), place).otherwise(lit(-1.0)).as(place(modality)));
    }
    Column[] places = modalities.stream().map(m -> col(place(m))).toArray(Column[]::new);
    List<Column> left = new ArrayList<>();
    for (String name : rows.columns()) {
      left.add(col(name));
    }
    for (Modality modality : modalities) {
      Column place = col(place(modality));
      Column stays = place.geq(share).or(place.equalTo(col(LARGEST)));
      for (String name : columns.columns(modality)) {
        left.set(List.of(rows.columns()).indexOf(name), when(stays, col(name)).as(name));
      }
    }
    return rows.select(placed.toArray(Column[]::new))
        .withColumn(LARGEST, array_max(array(places)))
        .select(left.toArray(Column[]::new));
  }

  private static String place(Modality modality) {
    return "removal_place_" + modality.key();
  }

  /** The share of all modalities that a row lacks, 0 to 1. */
  public static Column absent(ColumnConvention columns) {
    Column present =
        columns.ordered().stream()
            .map(m -> Presence.of(columns, m).cast("int"))
            .reduce(Column::plus)
            .orElseThrow();
    return lit(1.0).minus(present.divide(columns.modalities().size()));
  }
}
