package io.lanistr.masking;

import io.lanistr.feature.Columns;
import io.lanistr.feature.HasInputCol;
import io.lanistr.feature.ParamTable;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the masks that pretraining draws for a row in an epoch (LANISTR, arXiv:2305.16556, section
 * 3): true is hidden. For a pretrainer of the same seed, ratios, patch size and category width they
 * are its masks, drawn by the same code.
 *
 * <pre>
 * struct&lt;
 *   text:   array&lt;array&lt;boolean&gt;&gt;  for each text, its tokens
 *   image:  array&lt;array&lt;boolean&gt;&gt;  for each picture, its patches, row-major
 *   series: array&lt;boolean&gt;         steps x channels
 *   table:  array&lt;boolean&gt;         columns, a categorical one as wide as its embedding
 * &gt;
 * </pre>
 */
public final class ModalityMasker extends Transformer
    implements HasInputCol<ModalityMasker>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final DataType MASK = DataTypes.createArrayType(DataTypes.BooleanType, false);
  private static final DataType MASKS = DataTypes.createArrayType(MASK, false);

  /** The type of the column written. */
  public static final StructType TYPE =
      new StructType()
          .add(MultimodalSchema.TEXT, MASKS)
          .add(MultimodalSchema.IMAGE, MASKS)
          .add(MultimodalSchema.SERIES, MASK)
          .add(MultimodalSchema.TABLE, MASK);

  private final String uid;
  private final ParamTable table;

  public ModalityMasker(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    HasInputCol.define(table, "multimodal", "column of a MultimodalAssembler", "masks");
    MaskingConfig paper = MaskingConfig.DEFAULT;
    table.add(new LongParam(this, "seed", "seed of the masks"), 42L);
    table.add(new IntParam(this, "epoch", "epoch, counted from 0", ParamValidators.gtEq(0)), 0);
    ratio("textMaskRatio", "share of a text's tokens that are hidden", paper.tokens());
    ratio("imageMaskRatio", "share of an image's patches that are hidden", paper.patches());
    ratio("seriesMaskRatio", "share of each channel's steps that are hidden", paper.series());
    ratio("tableMaskRatio", "share of the table's features that are hidden", paper.features());
    table.add(
        new DoubleParam(
            this,
            "seriesMaskLength",
            "mean number of consecutive steps hidden in a series",
            ParamValidators.gtEq(1)),
        paper.seriesMeanLength());
    table.add(
        new IntParam(
            this, "imagePatchSize", "side of a square patch in pixels", ParamValidators.gt(0)),
        8);
    table.add(
        new IntParam(this, "categoryDim", "width of a category's embedding", ParamValidators.gt(0)),
        3);
    table.add(
        new BooleanParam(
            this,
            "maskWholeColumns",
            "whether the embedded features of a category are hidden together"),
        paper.wholeColumns());
  }

  public ModalityMasker() {
    this(Identifiable.randomUID("modalityMasker"));
  }

  private void ratio(String name, String doc, double otherwise) {
    table.add(
        new DoubleParam(this, name, doc, ParamValidators.inRange(0, 1, true, false)), otherwise);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    StructField input = MultimodalSchema.require(dataset.schema(), getInputCol());
    MultimodalMetadata.Image image = MultimodalMetadata.of(input).image();
    int patch = getImagePatchSize();
    if (image != null && (image.height() % patch != 0 || image.width() % patch != 0)) {
      throw new IllegalArgumentException(
          "%s: imagePatchSize %d does not divide the image's %d x %d pixels"
              .formatted(uid, patch, image.height(), image.width()));
    }
    Column masks =
        functions
            .udf(new MaskDrawer(this, input.metadata()), TYPE)
            .withName("modalityMasker")
            .apply(Columns.named(getInputCol()));
    return dataset.toDF().withColumn(getOutputCol(), masks);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String wanted = MultimodalSchema.TYPE.catalogString();
    Columns.require(
        this,
        schema,
        "inputCol",
        getInputCol(),
        "the output of a MultimodalAssembler",
        type -> type.catalogString().equals(wanted));
    return Columns.append(this, schema, DataTypes.createStructField(getOutputCol(), TYPE, true));
  }

  @Override
  public ModalityMasker copy(ParamMap extra) {
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

  public static MLReader<ModalityMasker> read() {
    return new DefaultParamsReader<>();
  }

  public static ModalityMasker load(String path) {
    return read().load(path);
  }

  /** Seed of the masks. Default is 42. */
  public LongParam seed() {
    return table.get("seed");
  }

  public long getSeed() {
    return (long) getOrDefault(seed());
  }

  public ModalityMasker setSeed(long value) {
    return with(seed(), value);
  }

  /** Epoch, counted from 0. Default is 0. */
  public IntParam epoch() {
    return table.get("epoch");
  }

  public int getEpoch() {
    return (int) getOrDefault(epoch());
  }

  public ModalityMasker setEpoch(int value) {
    return with(epoch(), value);
  }

  /** Share of a text's tokens that are hidden. Default is 0.15. */
  public DoubleParam textMaskRatio() {
    return table.get("textMaskRatio");
  }

  public double getTextMaskRatio() {
    return (double) getOrDefault(textMaskRatio());
  }

  public ModalityMasker setTextMaskRatio(double value) {
    return with(textMaskRatio(), value);
  }

  /** Share of an image's patches that are hidden. Default is 0.5. */
  public DoubleParam imageMaskRatio() {
    return table.get("imageMaskRatio");
  }

  public double getImageMaskRatio() {
    return (double) getOrDefault(imageMaskRatio());
  }

  public ModalityMasker setImageMaskRatio(double value) {
    return with(imageMaskRatio(), value);
  }

  /** Share of each channel's steps that are hidden. Default is 0.15. */
  public DoubleParam seriesMaskRatio() {
    return table.get("seriesMaskRatio");
  }

  public double getSeriesMaskRatio() {
    return (double) getOrDefault(seriesMaskRatio());
  }

  public ModalityMasker setSeriesMaskRatio(double value) {
    return with(seriesMaskRatio(), value);
  }

  /** Mean number of consecutive steps hidden in a series. Default is 3. */
  public DoubleParam seriesMaskLength() {
    return table.get("seriesMaskLength");
  }

  public double getSeriesMaskLength() {
    return (double) getOrDefault(seriesMaskLength());
  }

  public ModalityMasker setSeriesMaskLength(double value) {
    return with(seriesMaskLength(), value);
  }

  /** Share of the table's features that are hidden. Default is 0.15. */
  public DoubleParam tableMaskRatio() {
    return table.get("tableMaskRatio");
  }

  public double getTableMaskRatio() {
    return (double) getOrDefault(tableMaskRatio());
  }

  public ModalityMasker setTableMaskRatio(double value) {
    return with(tableMaskRatio(), value);
  }

  /** Side of a square patch in pixels. Default is 8. */
  public IntParam imagePatchSize() {
    return table.get("imagePatchSize");
  }

  public int getImagePatchSize() {
    return (int) getOrDefault(imagePatchSize());
  }

  public ModalityMasker setImagePatchSize(int value) {
    return with(imagePatchSize(), value);
  }

  /** Width of a category's embedding. Default is 3. */
  public IntParam categoryDim() {
    return table.get("categoryDim");
  }

  public int getCategoryDim() {
    return (int) getOrDefault(categoryDim());
  }

  public ModalityMasker setCategoryDim(int value) {
    return with(categoryDim(), value);
  }

  /** Whether a category's embedded features are hidden together. Default is false. */
  public BooleanParam maskWholeColumns() {
    return table.get("maskWholeColumns");
  }

  public boolean getMaskWholeColumns() {
    return (boolean) getOrDefault(maskWholeColumns());
  }

  public ModalityMasker setMaskWholeColumns(boolean value) {
    return with(maskWholeColumns(), value);
  }
}
