package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * What a label column's Spark ML attribute says about its classes.
 *
 * @param classes number of classes, 0 if not said
 * @param names name of each class in order, empty if not said
 */
record LabelNames(int classes, List<String> names) {
  LabelNames {
    names = List.copyOf(names);
  }

  static LabelNames of(StructField field) {
    Attribute attribute = Attribute.fromStructField(field);
    if (attribute instanceof NominalAttribute nominal) {
      if (nominal.values().isDefined()) {
        List<String> names = List.of(nominal.values().get());
        return new LabelNames(names.size(), names);
      }
      Option<Object> number = nominal.getNumValues();
      return new LabelNames(number.isDefined() ? (Integer) number.get() : 0, List.of());
    }
    if (attribute instanceof BinaryAttribute binary) {
      return new LabelNames(
          2, binary.values().isDefined() ? List.of(binary.values().get()) : List.of());
    }
    return new LabelNames(0, List.of());
  }
}
