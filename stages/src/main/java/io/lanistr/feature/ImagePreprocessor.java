package io.lanistr.feature;

import io.lanistr.training.MultimodalSchema;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleArrayParam;
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
 * Pictures to uint8 tensors of one size, with each channel's mean and standard deviation for their
 * normalisation.
 *
 * <p>With {@code channels}, {@code mean} and {@code std} set, fitting reads no rows. Otherwise one
 * distributed pass over the rows given to fit finds them; automatic channels are 1 when every
 * picture is grey, else 3.
 */
public final class ImagePreprocessor extends Estimator<ImagePreprocessorModel>
    implements ImageParams<ImagePreprocessor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** Channels are found from the rows given to fit. */
  public static final int AUTO = 0;

  private final String uid;
  private final ParamTable table;

  public ImagePreprocessor(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    ImageParams.define(table);
    table.add(
        new IntParam(
            this,
            "channels",
            "1 (grey), 3 (red, green, blue), or 0: 1 when all pictures given to fit are grey, else"
                + " 3",
            ParamValidators.inArray(List.of(AUTO, 1, 3))),
        AUTO);
    table.add(
        new DoubleArrayParam(
            this,
            "mean",
            "mean of each channel, in 0..1 of the full range; empty: that of the rows given to"
                + " fit"),
        new double[0]);
    table.add(
        new DoubleArrayParam(
            this,
            "std",
            "standard deviation of each channel, in 0..1 of the full range; empty: that of the rows"
                + " given to fit"),
        new double[0]);
  }

  public ImagePreprocessor() {
    this(Identifiable.randomUID("imagePreprocessor"));
  }

  @Override
  public ImagePreprocessorModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    int channels = getChannels();
    double[] mean = getMean();
    double[] std = getStd();
    if (channels == AUTO || mean.length == 0) {
      ImageStatistics found = statistics(dataset);
      if (found.images() == 0) {
        throw new IllegalArgumentException(
            "%s: column '%s' holds no image in the rows given to fit; leave this stage out, or set"
                    .formatted(uid, getInputCol())
                + " channels, mean and std");
      }
      if (channels == AUTO) {
        channels = mean.length > 0 ? mean.length : found.colour() ? 3 : 1;
      }
      if (mean.length == 0) {
        mean = Arrays.copyOf(found.mean(), channels);
        std = Arrays.copyOf(found.std(), channels);
      }
    }
    return copyValues(
        new ImagePreprocessorModel(uid, channels, mean, std).setParent(this), ParamMap.empty());
  }

  private ImageStatistics statistics(Dataset<?> dataset) {
    ImagePreprocessorModel.Input input = ImagePreprocessorModel.input(this, dataset.schema());
    return ImageStatistics.of(
        dataset,
        input.image(),
        input.id(),
        ImagePreprocessorModel.reader(this, dataset.sparkSession().sparkContext()),
        getHeight(),
        getWidth());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    int given = getMean().length;
    boolean fits = getChannels() == AUTO ? given == 1 || given == 3 : given == getChannels();
    if (given != getStd().length || (given > 0 && !fits)) {
      throw new IllegalArgumentException(
          "%s: mean has %d values, std %d and channels is %d; give one mean and std for each channel"
                  .formatted(uid, given, getStd().length, getChannels())
              + " (1 or 3), or none");
    }
    for (double s : getStd()) {
      if (!(s > 0)) {
        throw new IllegalArgumentException(
            "%s: std must be positive, got %s".formatted(uid, Arrays.toString(getStd())));
      }
    }
    ImagePreprocessorModel.input(this, schema);
    return Columns.append(
        this,
        schema,
        DataTypes.createStructField(getOutputCol(), MultimodalSchema.IMAGE_TYPE, true));
  }

  @Override
  public ImagePreprocessor copy(ParamMap extra) {
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

  public static MLReader<ImagePreprocessor> read() {
    return new DefaultParamsReader<>();
  }

  public static ImagePreprocessor load(String path) {
    return read().load(path);
  }

  /** 1, 3, or 0 to find out. Default is 0. */
  public IntParam channels() {
    return table.get("channels");
  }

  public int getChannels() {
    return (int) getOrDefault(channels());
  }

  public ImagePreprocessor setChannels(int value) {
    return with(channels(), value);
  }

  /** Mean of each channel, 0..1. Default is that of the rows given to fit. */
  public DoubleArrayParam mean() {
    return table.get("mean");
  }

  public double[] getMean() {
    return getOrDefault(mean());
  }

  public ImagePreprocessor setMean(double[] value) {
    return with(mean(), value);
  }

  /** Standard deviation of each channel, 0..1. Default is that of the rows given to fit. */
  public DoubleArrayParam std() {
    return table.get("std");
  }

  public double[] getStd() {
    return getOrDefault(std());
  }

  public ImagePreprocessor setStd(double[] value) {
    return with(std(), value);
  }
}
