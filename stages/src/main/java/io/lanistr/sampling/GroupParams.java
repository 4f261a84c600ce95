package io.lanistr.sampling;

import io.lanistr.feature.ParamTable;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Which rows belong together.
 *
 * @param <T> the stage, returned by its setters
 */
public interface GroupParams<T> extends DrawParams<T> {
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

  /** Adds the Params, {@link #outputCol} too. */
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
    DrawParams.define(table, ", read where nullGroups is row", "split");
  }
}
