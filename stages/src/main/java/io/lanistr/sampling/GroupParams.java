package io.lanistr.sampling;

import io.lanistr.feature.ParamTable;
import io.lanistr.feature.StageParams;
import java.util.List;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Which rows belong together.
 *
 * @param <T> the stage, returned by its setters
 */
public interface GroupParams<T> extends StageParams<T> {
  /** A null group fails the job. */
  String ERROR = "error";

  /** A row whose group is null is a group of its own. */
  String ROW = "row";

  /** Column of the group, a string or a whole number. Default is "group". */
  default Param<String> groupCol() {
    return table().get("groupCol");
  }

  default String getGroupCol() {
    return getOrDefault(groupCol());
  }

  default T setGroupCol(String value) {
    return with(groupCol(), value);
  }

  /** What a null group is: {@link #ERROR} or {@link #ROW}. Default is "error". */
  default Param<String> nullGroups() {
    return table().get("nullGroups");
  }

  default String getNullGroups() {
    return getOrDefault(nullGroups());
  }

  default T setNullGroups(String value) {
    return with(nullGroups(), value);
  }

  /** Column of unique ids, read where {@link #nullGroups} is "row". Default is "id". */
  default Param<String> idCol() {
    return table().get("idCol");
  }

  default String getIdCol() {
    return getOrDefault(idCol());
  }

  default T setIdCol(String value) {
    return with(idCol(), value);
  }

  /** Seed of the split. Default is 42. */
  default LongParam seed() {
    return table().get("seed");
  }

  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  default T setSeed(long value) {
    return with(seed(), value);
  }

  /** Adds the Params. */
  static void define(ParamTable table) {
    table.add(
        new Param<String>(table.stage(), "groupCol", "column of the group, " + Hashes.KEYS),
        "group");
    table.add(
        new Param<String>(
            table.stage(),
            "nullGroups",
            "what a null group is: error, or row: a group of its own, told by the row's id",
            ParamValidators.inArray(List.of(ERROR, ROW))),
        ERROR);
    table.add(
        new Param<String>(
            table.stage(), "idCol", "column of unique ids, read where nullGroups is row"),
        "id");
    table.add(new LongParam(table.stage(), "seed", "seed of the split"), 42L);
    StageParams.define(table, "split");
  }
}
