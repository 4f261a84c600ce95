package io.lanistr.sampling;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** Small tables as part of an expression. */
final class Literals {
  private Literals() {}

  /** The number of a name; null for a name that has none. */
  static Column longs(Map<String, Long> numbers, Column name) {
    if (numbers.isEmpty()) {
      return lit(null).cast("long");
    }
    List<Column> entries = new ArrayList<>();
    numbers.forEach(
        (key, value) -> {
          entries.add(lit(key));
          entries.add(lit(value));
        });
    return functions.element_at(functions.map(entries.toArray(Column[]::new)), name);
  }
}
