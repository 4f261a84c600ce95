package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Collection;
import org.apache.spark.sql.Column;

/** Conditions on which modalities a row of a {@link DatasetFolder} has. */
public final class Presence {
  private Presence() {}

  /** The row has the modality; a table is present if any of its columns is. */
  public static Column of(ColumnConvention columns, Modality modality) {
    return columns.columns(modality).stream()
        .map(name -> col(name).isNotNull())
        .reduce(Column::or)
        .orElse(lit(false));
  }

  /** The row has at least one of the modalities. */
  public static Column ofAny(ColumnConvention columns, Collection<Modality> modalities) {
    return modalities.stream().map(m -> of(columns, m)).reduce(Column::or).orElse(lit(false));
  }
}
