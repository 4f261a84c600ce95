package io.lanistr.feature;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The modality columns to one {@code multimodal} column ({@link MultimodalSchema}), with the sizes
 * that each of them carries in its metadata.
 *
 * <p>The row id is a 64-bit hash of {@code idCol} as text, or of the content when there is none:
 * then rows of equal content share it, and with it their masks.
 */
public final class MultimodalAssembler extends Transformer
    implements HasIdCol<MultimodalAssembler>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** A row without any modality fails the job. */
  public static final String FAIL = "fail";

  /** A row without any modality is left out and counted. */
  public static final String DROP = "drop";

  private final String uid;
  private final ParamTable table;

  public MultimodalAssembler(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    StageParams.define(table, "multimodal");
    column("textCol", "text ids of a TextTokenizer; empty: no text");
    column("imageCol", "pictures of an ImagePreprocessor; empty: no pictures");
    column("seriesCol", "series of a TimeSeriesAssembler; empty: no series");
    column("tableCol", "features of a TabularEncoder; empty: no table");
    column("idCol", "column that identifies a row for good; empty: its content does");
    table.add(
        new Param<String>(
            this,
            "emptyRows",
            "what a row without any modality means: 'fail' the job, or 'drop' it (counted and"
                + " logged)",
            ParamValidators.inArray(List.of(FAIL, DROP))),
        FAIL);
  }

  public MultimodalAssembler() {
    this(Identifiable.randomUID("multimodalAssembler"));
  }

  private void column(String name, String doc) {
    table.add(new Param<String>(this, name, doc), "");
  }

  /** Rows that this stage and its copies left out so far in this application. */
  public long droppedCount(SparkContext context) {
    return Tally.count(context, uid);
  }

  /**
   * The table with the multimodal column.
   *
   * @throws IllegalArgumentException if a column is missing, has the wrong type, or has lost its
   *     metadata
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    transformSchema(schema);
    Map<String, String> columns = columns();
    StructField field = MultimodalSchema.field(getOutputCol(), metadata(schema, true));
    List<Column> fields = new ArrayList<>();
    List<Column> present = new ArrayList<>();
    for (String modality : MultimodalSchema.MODALITIES) {
      DataType type = MultimodalSchema.TYPE.apply(modality).dataType();
      if (columns.containsKey(modality)) {
        Column value = Columns.named(columns.get(modality));
        Column has = isPresent(modality, value);
        present.add(has);
        fields.add(when(has, value).as(modality));
      } else {
        fields.add(lit(null).cast(type).as(modality));
      }
    }
    boolean named = !getIdCol().isEmpty();
    Column[] identity =
        named
            ? new Column[] {Columns.named(getIdCol()).cast(DataTypes.StringType)}
            : columns.values().stream().map(Columns::named).toArray(Column[]::new);
    fields.add(0, xxhash64(identity).as(MultimodalSchema.ROW_ID));
    Column multimodal = struct(fields.toArray(Column[]::new));
    Column id = named ? identity[0] : lit(null).cast(DataTypes.StringType);
    Column keep =
        guard(dataset.sparkSession().sparkContext(), columns)
            .apply(present.stream().reduce(Column::or).orElseThrow(), id);
    // As a column and not as the filter itself: Spark would move a filter below the columns that it
    // asks about, and so tokenize, decode and grid every row twice.
    String kept = uid + "_keep";
    return dataset
        .toDF()
        .withColumn(field.name(), multimodal.as(field.name(), field.metadata()))
        .withColumn(kept, keep)
        .where(Columns.named(kept))
        .drop(kept);
  }

  private EmptyRowGuard guard(SparkContext context, Map<String, String> columns) {
    Tally tally =
        getEmptyRows().equals(DROP)
            ? Tally.of(context, uid, "rows without any modality dropped")
            : null;
    return new EmptyRowGuard(
        uid, String.join(", ", columns.values()), !getIdCol().isEmpty(), tally);
  }

  private static Column isPresent(String modality, Column value) {
    Column length =
        modality.equals(MultimodalSchema.SERIES)
            ? value.getField(MultimodalSchema.STEPS)
            : size(value);
    return value.isNotNull().and(length.gt(0));
  }

  /**
   * The schema with the multimodal column. Its metadata is there only when all columns have theirs,
   * which those of a stage that is yet to be fitted have not.
   */
  @Override
  public StructType transformSchema(StructType schema) {
    Map<String, String> columns = columns();
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(
          uid + ": none of textCol, imageCol, seriesCol and tableCol is set");
    }
    for (Map.Entry<String, String> column : columns.entrySet()) {
      String modality = column.getKey();
      String wanted = MultimodalSchema.TYPE.apply(modality).dataType().catalogString();
      Columns.require(
          this,
          schema,
          modality + "Col",
          column.getValue(),
          wanted + ", the output of a " + stageOf(modality),
          type -> type.catalogString().equals(wanted));
    }
    if (!getIdCol().isEmpty()) {
      Columns.require(this, schema, "idCol", getIdCol(), "any type", type -> true);
    }
    MultimodalMetadata metadata = metadata(schema, false);
    return Columns.append(
        this,
        schema,
        metadata == null
            ? DataTypes.createStructField(getOutputCol(), MultimodalSchema.TYPE, false)
            : MultimodalSchema.field(getOutputCol(), metadata));
  }

  /** The columns set, by modality, in the schema's order. */
  private Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String modality : MultimodalSchema.MODALITIES) {
      String column = getOrDefault(table.<Param<String>>get(modality + "Col"));
      if (!column.isEmpty()) {
        columns.put(modality, column);
      }
    }
    return columns;
  }

  /** The merged metadata; null, or an error when {@code required}, when a column has none. */
  private MultimodalMetadata metadata(StructType schema, boolean required) {
    Map<String, MultimodalMetadata> parts = new LinkedHashMap<>();
    for (Map.Entry<String, String> column : columns().entrySet()) {
      StructField field = schema.apply(column.getValue());
      MultimodalMetadata part =
          field.metadata().contains(MultimodalMetadata.KEY) ? MultimodalMetadata.of(field) : null;
      if (part == null || !has(part, column.getKey())) {
        if (!required) {
          return null;
        }
        throw new IllegalArgumentException(
            "%s: column '%s' (%sCol) carries no sizes in its metadata; it must come from a %s, without"
                    .formatted(uid, column.getValue(), column.getKey(), stageOf(column.getKey()))
                + " steps between that drop column metadata");
      }
      parts.put(column.getKey(), part);
    }
    return new MultimodalMetadata(
        parts.containsKey(MultimodalSchema.TEXT) ? parts.get(MultimodalSchema.TEXT).text() : null,
        parts.containsKey(MultimodalSchema.IMAGE)
            ? parts.get(MultimodalSchema.IMAGE).image()
            : null,
        parts.containsKey(MultimodalSchema.SERIES)
            ? parts.get(MultimodalSchema.SERIES).series()
            : null,
        parts.containsKey(MultimodalSchema.TABLE)
            ? parts.get(MultimodalSchema.TABLE).table()
            : null);
  }

  private static boolean has(MultimodalMetadata metadata, String modality) {
    return switch (modality) {
      case MultimodalSchema.TEXT -> metadata.text() != null;
      case MultimodalSchema.IMAGE -> metadata.image() != null;
      case MultimodalSchema.SERIES -> metadata.series() != null;
      default -> metadata.table() != null;
    };
  }

  private static String stageOf(String modality) {
    return switch (modality) {
      case MultimodalSchema.TEXT -> "TextTokenizer";
      case MultimodalSchema.IMAGE -> "ImagePreprocessor";
      case MultimodalSchema.SERIES -> "TimeSeriesAssembler";
      default -> "TabularEncoder";
    };
  }

  @Override
  public MultimodalAssembler copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  public static MLReader<MultimodalAssembler> read() {
    return new DefaultParamsReader<>();
  }

  public static MultimodalAssembler load(String path) {
    return read().load(path);
  }

  /** Text ids. Default is none. */
  public Param<String> textCol() {
    return table.get("textCol");
  }

  public String getTextCol() {
    return getOrDefault(textCol());
  }

  public MultimodalAssembler setTextCol(String value) {
    return with(textCol(), value);
  }

  /** Pictures. Default is none. */
  public Param<String> imageCol() {
    return table.get("imageCol");
  }

  public String getImageCol() {
    return getOrDefault(imageCol());
  }

  public MultimodalAssembler setImageCol(String value) {
    return with(imageCol(), value);
  }

  /** Series. Default is none. */
  public Param<String> seriesCol() {
    return table.get("seriesCol");
  }

  public String getSeriesCol() {
    return getOrDefault(seriesCol());
  }

  public MultimodalAssembler setSeriesCol(String value) {
    return with(seriesCol(), value);
  }

  /** Table features. Default is none. */
  public Param<String> tableCol() {
    return table.get("tableCol");
  }

  public String getTableCol() {
    return getOrDefault(tableCol());
  }

  public MultimodalAssembler setTableCol(String value) {
    return with(tableCol(), value);
  }

  /** What a row without any modality means. Default is "fail". */
  public Param<String> emptyRows() {
    return table.get("emptyRows");
  }

  public String getEmptyRows() {
    return getOrDefault(emptyRows());
  }

  public MultimodalAssembler setEmptyRows(String value) {
    return with(emptyRows(), value);
  }
}
