package io.lanistr.feature;

import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Table columns to one array of floats: numbers standardised, dates as numbers and cycles,
 * categories as their index.
 *
 * <p>Index 0 is every value not seen in the rows given to fit, too rare for the limits, or missing;
 * the most frequent value is 1. With {@code hashBuckets}, values that were not kept have one of so
 * many indices beyond, by their hash. Statistics come from two distributed aggregations.
 */
public final class TabularEncoder extends Estimator<TabularEncoderModel>
    implements TabularParams<TabularEncoder>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TabularEncoder.class);

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
        new IntParam(
            this,
            "hashBuckets",
            "indices that values of a categorical column share which were not kept, each having one"
                + " by its hash; 0: all share the index of the unknown",
            ParamValidators.gtEq(0)),
        0);
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
    String zone = dataset.sparkSession().sessionState().conf().sessionLocalTimeZone();
    List<CalendarFeatures> dates = new ArrayList<>();
    List<Column> numbers = new ArrayList<>();
    for (String column : getNumericCols()) {
      numbers.add(NumberScale.finite(column));
    }
    for (String column : getDateCols()) {
      CalendarFeatures date = CalendarFeatures.of(dataset.schema().apply(column).dataType(), zone);
      dates.add(date);
      numbers.add(NumberScale.finite(date.days(column)));
    }
    TableStatistics statistics =
        new TableStatistics(
            TableStatistics.scales(
                dataset, numbers, skewed, getNumericBins(), getMissingIndicators()),
            dates,
            TableStatistics.categories(
                dataset, getCategoricalCols(), getMaxCategories(), getMinCount()),
            getHashBuckets());
    warnOfConstants(statistics);
    return copyValues(new TabularEncoderModel(uid, statistics).setParent(this), ParamMap.empty());
  }

  /** Names the columns that can't help, as they have but one value in the rows given to fit. */
  private void warnOfConstants(TableStatistics statistics) {
    List<String> numbers = new ArrayList<>(List.of(getNumericCols()));
    numbers.addAll(List.of(getDateCols()));
    List<String> constant = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      if (!statistics.scales().get(i).varies()) {
        constant.add(numbers.get(i));
      }
    }
    for (int i = 0; i < getCategoricalCols().length; i++) {
      if (statistics.categories().get(i).isEmpty()) {
        constant.add(getCategoricalCols()[i]);
      }
    }
    if (!constant.isEmpty()) {
      LOG.warn(
          "{}: columns {} have one value at most in the rows given to fit; they tell nothing and"
              + " can be left out",
          uid,
          String.join(", ", constant));
    }
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

  /**
   * Indices that values which were not kept share by their hash, unseen ones too: what columns of
   * very many values have in common survives in part. Default is 0: all are one.
   */
  public IntParam hashBuckets() {
    return table.get("hashBuckets");
  }

  public int getHashBuckets() {
    return (int) getOrDefault(hashBuckets());
  }

  public TabularEncoder setHashBuckets(int value) {
    return with(hashBuckets(), value);
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
