package io.lanistr.sampling;

import static org.apache.spark.sql.functions.when;

import io.lanistr.feature.Columns;
import io.lanistr.feature.ParamTable;
import io.lanistr.feature.StateFiles;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A draw of labels: the output column holds a row's label if it was drawn, else null. A row of a
 * class that was not there, or without an id, is not drawn.
 */
public final class LabelSubsamplerModel extends Model<LabelSubsamplerModel>
    implements SubsamplerParams<LabelSubsamplerModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "draw.json";

  private final String uid;
  private final ParamTable table;
  private final LabelDraw draw;

  LabelSubsamplerModel(String uid, LabelDraw draw) {
    this.uid = uid;
    this.draw = draw;
    table = new ParamTable(this);
    SubsamplerParams.define(table);
  }

  /** How many labels were drawn of each class; numbers as doubles, "0.0". */
  public Map<String, Long> drawn() {
    Map<String, Long> drawn = new LinkedHashMap<>();
    draw.classes().forEach(c -> drawn.put(c.name(), c.drawn()));
    return Collections.unmodifiableMap(drawn);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    StructField field = schema.apply(getOutputCol());
    LabelClasses classes = LabelClasses.of(this, dataset.schema());
    Map<String, Long> lasts = new LinkedHashMap<>();
    draw.classes().forEach(c -> lasts.put(c.name(), c.last()));
    Column id = Columns.named(getIdCol());
    Column kept =
        classes
            .labelled()
            .and(id.isNotNull())
            .and(Hashes.of(getSeed(), id).leq(Literals.longs(lasts, classes.name())));
    return dataset
        .toDF()
        .withColumn(
            field.name(),
            when(kept, Columns.named(getLabelCol())).as(field.name(), field.metadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LabelClasses.append(this, schema);
  }

  @Override
  public LabelSubsamplerModel copy(ParamMap extra) {
    return copyValues(new LabelSubsamplerModel(uid, draw), extra).setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  @Override
  public String toString() {
    return "LabelSubsamplerModel: uid=" + uid + ", drawn=" + drawn();
  }

  @Override
  public MLWriter write() {
    return StateFiles.writer(this, FILE, draw.toJson());
  }

  public static MLReader<LabelSubsamplerModel> read() {
    return StateFiles.reader(
        LabelSubsamplerModel.class,
        FILE,
        (uid, text) -> new LabelSubsamplerModel(uid, LabelDraw.fromJson(FILE, text)));
  }

  public static LabelSubsamplerModel load(String path) {
    return read().load(path);
  }
}
