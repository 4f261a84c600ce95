package io.lanistr.pipeline.dataset;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns of a table mean what.
 *
 * <table>
 * <caption>Columns by name; null means absent</caption>
 * <tr><td>{@code id}</td><td>string or whole number, unique</td></tr>
 * <tr><td>{@code label}</td><td>whole number from 0; -1 or null: no label</td></tr>
 * <tr><td>{@code label_name}</td><td>string, optional</td></tr>
 * <tr><td>{@code split}</td><td>string, {@code train} or {@code test}</td></tr>
 * <tr><td>{@code text}</td><td>string</td></tr>
 * <tr><td>{@code image}</td><td>binary: an encoded image</td></tr>
 * <tr><td>{@code timeseries}</td><td>array of arrays of numbers: [steps, channels]</td></tr>
 * <tr><td>{@code num_…}</td><td>number; NaN is null</td></tr>
 * <tr><td>{@code cat_…}</td><td>string, whole number or boolean</td></tr>
 * </table>
 *
 * <p>Other columns are ignored. At least one modality must exist.
 *
 * @param modalities which have a column
 * @param numeric the names of the {@code num_} columns, in the table's order
 * @param categorical the names of the {@code cat_} columns, in the table's order
 * @param named whether classes have names
 */
public record ColumnConvention(
    Set<Modality> modalities, List<String> numeric, List<String> categorical, boolean named) {
  public static final String ID = "id";
  public static final String LABEL = "label";
  public static final String LABEL_NAME = "label_name";
  public static final String SPLIT = "split";
  public static final String TEXT = "text";
  public static final String IMAGE = "image";
  public static final String SERIES = "timeseries";
  public static final String TRAIN = "train";
  public static final String TEST = "test";

  /** The value of {@code label} in rows without one. */
  public static final int NO_LABEL = -1;

  private static final String NUMERIC = "num_";
  private static final String CATEGORICAL = "cat_";

  public ColumnConvention {
    modalities = Set.copyOf(modalities);
    numeric = List.copyOf(numeric);
    categorical = List.copyOf(categorical);
  }

  /**
   * Reads a schema.
   *
   * @throws DatasetException if a column is missing or has the wrong type
   */
  public static ColumnConvention of(StructType schema, String folder) {
    require(schema, ID, "a string or a whole number", folder, StringType.class, IntegralType.class);
    require(schema, LABEL, "a whole number", folder, IntegralType.class);
    require(schema, SPLIT, "a string", folder, StringType.class);
    Set<Modality> modalities = EnumSet.noneOf(Modality.class);
    List<String> numeric = new ArrayList<>();
    List<String> categorical = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (name.equals(TEXT)) {
        require(schema, TEXT, "a string", folder, StringType.class);
        modalities.add(Modality.TEXT);
      } else if (name.equals(IMAGE)) {
        require(schema, IMAGE, "binary (an encoded image)", folder, BinaryType.class);
        modalities.add(Modality.IMAGE);
      } else if (name.equals(SERIES)) {
        requireSeries(field.dataType(), folder);
        modalities.add(Modality.SERIES);
      } else if (name.startsWith(NUMERIC)) {
        require(schema, name, "a number", folder, NumericType.class);
        numeric.add(name);
      } else if (name.startsWith(CATEGORICAL)) {
        require(
            schema,
            name,
            "a string, a whole number or a boolean",
            folder,
            StringType.class,
            IntegralType.class,
            BooleanType.class);
        categorical.add(name);
      }
    }
    if (!numeric.isEmpty() || !categorical.isEmpty()) {
      modalities.add(Modality.TABLE);
    }
    if (modalities.isEmpty()) {
      throw new DatasetException(
          folder,
          "no column holds a modality; add text, image, timeseries, num_* or cat_*; found "
              + String.join(", ", schema.fieldNames()));
    }
    boolean named = List.of(schema.fieldNames()).contains(LABEL_NAME);
    return new ColumnConvention(modalities, numeric, categorical, named);
  }

  /** The columns that hold a modality. */
  public List<String> columns(Modality modality) {
    return switch (modality) {
      case TEXT -> List.of(TEXT);
      case IMAGE -> List.of(IMAGE);
      case SERIES -> List.of(SERIES);
      case TABLE -> {
        List<String> all = new ArrayList<>(numeric);
        all.addAll(categorical);
        yield all;
      }
    };
  }

  /** The modalities in their usual order. */
  public List<Modality> ordered() {
    return modalities.stream().sorted().toList();
  }

  /** The same without some modalities and table columns. */
  public ColumnConvention without(Set<Modality> absent, Set<String> absentColumns) {
    Set<Modality> left = EnumSet.noneOf(Modality.class);
    modalities.stream().filter(m -> !absent.contains(m)).forEach(left::add);
    return new ColumnConvention(
        left,
        numeric.stream().filter(name -> !absentColumns.contains(name)).toList(),
        categorical.stream().filter(name -> !absentColumns.contains(name)).toList(),
        named);
  }

  private static void requireSeries(DataType type, String folder) {
    boolean right =
        type instanceof ArrayType steps
            && steps.elementType() instanceof ArrayType channels
            && channels.elementType() instanceof NumericType;
    if (!right) {
      throw new DatasetException(
          folder,
          "column timeseries must be an array of arrays of numbers (steps x channels), it is "
              + type.catalogString());
    }
  }

  @SafeVarargs
  private static void require(
      StructType schema,
      String name,
      String wanted,
      String folder,
      Class<? extends DataType>... types) {
    if (!List.of(schema.fieldNames()).contains(name)) {
      throw new DatasetException(
          folder,
          "column "
              + name
              + " is missing; it must be "
              + wanted
              + "; found "
              + String.join(", ", schema.fieldNames()));
    }
    DataType type = schema.apply(name).dataType();
    for (Class<? extends DataType> right : types) {
      if (right.isInstance(type)) {
        return;
      }
    }
    throw new DatasetException(
        folder, "column " + name + " must be " + wanted + ", it is " + type.catalogString());
  }
}
