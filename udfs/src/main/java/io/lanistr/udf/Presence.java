package io.lanistr.udf;

import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** Whether a value of a modality column says anything. */
public final class Presence {
  private Presence() {}

  /**
   * False for null, blank text, empty bytes, an array or struct with nothing present in it, and for
   * NaN; true for everything else.
   */
  public static boolean isPresent(Object value) {
    if (value == null) {
      return false;
    }
    if (value instanceof String text) {
      return !text.isBlank();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length > 0;
    }
    if (value instanceof Double number) {
      return !number.isNaN();
    }
    if (value instanceof Float number) {
      return !number.isNaN();
    }
    if (value instanceof Seq<?> elements) {
      return anyPresent(elements);
    }
    if (value instanceof Row row) {
      return anyPresent(row.toSeq());
    }
    return true;
  }

  private static boolean anyPresent(Seq<?> elements) {
    for (int i = 0; i < elements.size(); i++) {
      if (isPresent(elements.apply(i))) {
        return true;
      }
    }
    return false;
  }
}
