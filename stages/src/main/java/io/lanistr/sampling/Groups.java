package io.lanistr.sampling;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import io.lanistr.feature.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** How a group column is read. */
final class Groups {
  private Groups() {}

  /** A text that is the same for rows of a group and for no others. */
  static Column key(GroupParams<?> stage, StructType schema) {
    String name = stage.getGroupCol();
    Columns.require(stage, schema, "groupCol", name, Hashes.KEYS, Hashes::isKey);
    String problem = "%s: column '%s' (groupCol) is null in a row".formatted(stage.uid(), name);
    Column group = concat(lit("group "), Columns.named(name).cast("string"));
    if (stage.getNullGroups().equals(GroupParams.ERROR)) {
      return coalesce(
          group, raise_error(lit(problem + "; fill it, or set nullGroups=row and idCol")));
    }
    String id = stage.getIdCol();
    Columns.require(stage, schema, "idCol", id, Hashes.KEYS, Hashes::isKey);
    return coalesce(
        group,
        concat(lit("row "), Columns.named(id).cast("string")),
        raise_error(lit(problem + ", and so is column '" + id + "' (idCol); fill either")));
  }
}
