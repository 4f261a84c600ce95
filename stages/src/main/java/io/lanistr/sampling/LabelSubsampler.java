package io.lanistr.sampling;

import io.lanistr.feature.ParamTable;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps few labels, to see how well a method does with them: the output column holds the labels of
 * the rows drawn and null in all others. Classes keep their shares, rounded by largest remainders,
 * so that the number drawn is exact; rows whose label is null or negative have none and keep none.
 *
 * <p>Of each class, the rows with the least hash of seed and id are drawn. So a draw depends on
 * nothing else, and a smaller draw is part of a larger one of equal shares. The label column stays
 * as it is, for evaluation: let the classifier's {@code labelCol} be this stage's {@code
 * outputCol}.
 *
 * <p>Fitting counts the labelled rows; the model then works row by row. Of rows that fitting did
 * not see it keeps about the same share.
 */
public final class LabelSubsampler extends Estimator<LabelSubsamplerModel>
    implements SubsamplerParams<LabelSubsampler>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamTable table;

  public LabelSubsampler(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    SubsamplerParams.define(table);
    table.add(new LongParam(this, "count", "how many labels to keep", ParamValidators.gt(0)));
    table.add(
        new DoubleParam(
            this,
            "fraction",
            "share of the labels to keep",
            ParamValidators.inRange(0, 1, false, true)));
    table.add(
        new IntParam(
            this,
            "minPerClass",
            "labels that each class keeps at least, where it has them and the number allows it",
            ParamValidators.gtEq(0)),
        1);
    table.add(
        new IntParam(
            this,
            "maxClasses",
            "more different labels than this are taken for a mistake",
            ParamValidators.gt(0)),
        1000);
  }

  public LabelSubsampler() {
    this(Identifiable.randomUID("labelSubsampler"));
  }

  /**
   * Draws, in two passes over labels and ids.
   *
   * @throws IllegalArgumentException if not exactly one of count and fraction is set, if no row has
   *     a label, if labelled rows have no id or share one, or if labels are NaN or too many
   */
  @Override
  public LabelSubsamplerModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    LabelDraw draw = new LabelCensus(this, dataset).draw();
    return copyValues(new LabelSubsamplerModel(uid, draw).setParent(this), ParamMap.empty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (isDefined(count()) == isDefined(fraction())) {
      throw new IllegalArgumentException(
          "%s: set either 'count' or 'fraction'; %s"
              .formatted(uid, isDefined(count()) ? "both are set" : "neither is set"));
    }
    return LabelClasses.append(this, schema);
  }

  @Override
  public LabelSubsampler copy(ParamMap extra) {
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

  public static MLReader<LabelSubsampler> read() {
    return new DefaultParamsReader<>();
  }

  public static LabelSubsampler load(String path) {
    return read().load(path);
  }

  /** How many labels to keep; all where there are no more. Set this or {@link #fraction}. */
  public LongParam count() {
    return table.get("count");
  }

  public long getCount() {
    return (long) getOrDefault(count());
  }

  public LabelSubsampler setCount(long value) {
    return with(count(), value);
  }

  /** Share of the labels to keep, in (0, 1], at least one label. Set this or {@link #count}. */
  public DoubleParam fraction() {
    return table.get("fraction");
  }

  public double getFraction() {
    return (double) getOrDefault(fraction());
  }

  public LabelSubsampler setFraction(double value) {
    return with(fraction(), value);
  }

  /**
   * Labels that each class keeps at least, where it has them and the number allows it; larger
   * classes give them up. Default is 1.
   */
  public IntParam minPerClass() {
    return table.get("minPerClass");
  }

  public int getMinPerClass() {
    return (int) getOrDefault(minPerClass());
  }

  public LabelSubsampler setMinPerClass(int value) {
    return with(minPerClass(), value);
  }

  /** More different labels than this are taken for a mistake. Default is 1000. */
  public IntParam maxClasses() {
    return table.get("maxClasses");
  }

  public int getMaxClasses() {
    return (int) getOrDefault(maxClasses());
  }

  public LabelSubsampler setMaxClasses(int value) {
    return with(maxClasses(), value);
  }
}
