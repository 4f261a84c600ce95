package io.lanistr.feature;

import io.lanistr.training.MultimodalSchema;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table columns to one array of floats: numbers standardised, categories as their index.
 *
 * <p>Index 0 is every value not seen in the rows given to fit, too rare for the limits, or missing;
 * the most frequent value is 1. Statistics come from two distributed aggregations.
 */
public final class TabularEncoder extends Estimator<TabularEncoderModel>
    implements TabularParams<TabularEncoder>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamTable table;

  public TabularEncoder(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    TabularParams.define(table);
    table.add(
        new IntParam(
            this,
            "maxCategories",
            "greatest number of values kept of a categorical column, the most frequent ones",
            ParamValidators.gt(0)),
        1000);
    table.add(
        new IntParam(
            this,
            "minCount",
            "how often a categorical value must occur to be kept",
            ParamValidators.gtEq(1)),
        1);
    table.add(
        new BooleanParam(
            this,
            "transformSkewed",
            "whether numeric columns of a skewness beyond skewnessThreshold are taken as"
                + " sign(x) ln(1 + |x|) when that makes them less skewed"),
        true);
    table.add(
        new DoubleParam(
            this,
            "skewnessThreshold",
            "absolute skewness beyond which a numeric column counts as heavy-tailed",
            ParamValidators.gt(0)),
        3.0);
    table.add(
        new IntParam(
            this,
            "numericBins",
            "quantile bins of each numeric column: for each bin there is one more feature, which"
                + " says how far the value has come through it; 0: none",
            ParamValidators.gtEq(0)),
        0);
    table.add(
        new BooleanParam(
            this,
            "missingIndicators",
            "whether a numeric column that lacks values in the rows given to fit has one more"
                + " feature, which is 1 where the value is missing"),
        false);
  }

  public TabularEncoder() {
    this(Identifiable.randomUID("tabularEncoder"));
  }

  @Override
  public TabularEncoderModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    double skewed = getTransformSkewed() ? getSkewnessThreshold() : Double.POSITIVE_INFINITY;
    TableStatistics statistics =
        new TableStatistics(
            TableStatistics.scales(
                dataset, getNumericCols(), skewed, getNumericBins(), getMissingIndicators()),
            TableStatistics.categories(
                dataset, getCategoricalCols(), getMaxCategories(), getMinCount()));
    return copyValues(new TabularEncoderModel(uid, statistics).setParent(this), ParamMap.empty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TabularEncoderModel.checkInput(this, schema);
    return Columns.append(
        this,
        schema,
        DataTypes.createStructField(getOutputCol(), MultimodalSchema.TABLE_TYPE, true));
  }

  @Override
  public TabularEncoder copy(ParamMap extra) {
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

  public static MLReader<TabularEncoder> read() {
    return new DefaultParamsReader<>();
  }

  public static TabularEncoder load(String path) {
    return read().load(path);
  }

  /** Greatest number of values kept of a categorical column. Default is 1000. */
  public IntParam maxCategories() {
    return table.get("maxCategories");
  }

  public int getMaxCategories() {
    return (int) getOrDefault(maxCategories());
  }

  public TabularEncoder setMaxCategories(int value) {
    return with(maxCategories(), value);
  }

  /** How often a categorical value must occur to be kept. Default is 1. */
  public IntParam minCount() {
    return table.get("minCount");
  }

  public int getMinCount() {
    return (int) getOrDefault(minCount());
  }

  public TabularEncoder setMinCount(int value) {
    return with(minCount(), value);
  }

  /** Whether heavy-tailed numbers are taken logarithmically. Default is true. */
  public BooleanParam transformSkewed() {
    return table.get("transformSkewed");
  }

  public boolean getTransformSkewed() {
    return (boolean) getOrDefault(transformSkewed());
  }

  public TabularEncoder setTransformSkewed(boolean value) {
    return with(transformSkewed(), value);
  }

  /** Absolute skewness of a heavy tail. Default is 3. */
  public DoubleParam skewnessThreshold() {
    return table.get("skewnessThreshold");
  }

  public double getSkewnessThreshold() {
    return (double) getOrDefault(skewnessThreshold());
  }

  public TabularEncoder setSkewnessThreshold(double value) {
    return with(skewnessThreshold(), value);
  }

  /**
   * Quantile bins of each numeric column (piecewise linear encoding, Gorishniy et al.,
   * arXiv:2203.05556). Not part of TabNet; lets networks learn thresholds from few rows, as trees
   * do. Default is 0: none.
   */
  public IntParam numericBins() {
    return table.get("numericBins");
  }

  public int getNumericBins() {
    return (int) getOrDefault(numericBins());
  }

  public TabularEncoder setNumericBins(int value) {
    return with(numericBins(), value);
  }

  /** Whether columns with missing numbers say where. Default is false. */
  public BooleanParam missingIndicators() {
    return table.get("missingIndicators");
  }

  public boolean getMissingIndicators() {
    return (boolean) getOrDefault(missingIndicators());
  }

  public TabularEncoder setMissingIndicators(boolean value) {
    return with(missingIndicators(), value);
  }
}
