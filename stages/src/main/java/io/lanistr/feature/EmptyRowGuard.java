package io.lanistr.feature;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Whether a row has a modality and stays; fails on those without, or counts them. */
final class EmptyRowGuard implements UDF2<Boolean, String, Boolean> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final String columns;
  private final boolean named;
  private final Tally dropped;

  /**
   * A guard for one stage.
   *
   * @param named whether rows have an id
   * @param dropped counts the rows left out; null: such a row is an error
   */
  EmptyRowGuard(String uid, String columns, boolean named, Tally dropped) {
    this.uid = uid;
    this.columns = columns;
    this.named = named;
    this.dropped = dropped;
  }

  /** Not deterministic for Spark, so that it neither repeats nor moves what counts rows. */
  Column apply(Column present, Column id) {
    return functions
        .udf(this, DataTypes.BooleanType)
        .withName("emptyRowGuard")
        .asNondeterministic()
        .apply(present, id);
  }

  @Override
  public Boolean call(Boolean present, String id) {
    if (present) {
      return true;
    }
    String row = named ? "row with id " + id : "a row (set idCol to have it named)";
    if (dropped == null) {
      throw new IllegalArgumentException(
          "%s: %s has no modality, all of %s are null or empty; repair it, or set emptyRows to '%s'"
              .formatted(uid, row, columns, MultimodalAssembler.DROP));
    }
    dropped.add(row);
    return false;
  }
}
