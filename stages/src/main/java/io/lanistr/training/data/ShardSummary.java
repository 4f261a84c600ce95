package io.lanistr.training.data;

import java.io.Serializable;

/**
 * What the driver needs to know of a shard.
 *
 * @param location of the executor that has it
 * @param rows number of rows
 * @param contents what the rows hold, as a sum of hashes: equal rows in any order have equal sums
 * @param badLabel a label that is no class, or -1
 * @param badRowId the row that has it
 */
public record ShardSummary(String location, int rows, long contents, int badLabel, long badRowId)
    implements Serializable {

  /** Looks at every label of a shard. */
  static ShardSummary of(LocalShard local, int classes) {
    ArrowShard shard = local.rows();
    for (int row = 0; row < shard.rows(); row++) {
      int label = shard.label(row);
      if (label >= classes) {
        return new ShardSummary(
            Locations.here(), shard.rows(), local.contents(), label, shard.rowId(row));
      }
    }
    return new ShardSummary(Locations.here(), shard.rows(), local.contents(), -1, 0);
  }

  /**
   * Refuses labels that are no class.
   *
   * @throws IllegalArgumentException naming label and row
   */
  public void requireLabels(String column, int classes) {
    if (badLabel >= 0) {
      throw new IllegalArgumentException(
          "Label column '"
              + column
              + "' has the value "
              + badLabel
              + " (row id "
              + badRowId
              + "), but the classifier has the classes 0 to "
              + (classes - 1)
              + ".");
    }
  }
}
