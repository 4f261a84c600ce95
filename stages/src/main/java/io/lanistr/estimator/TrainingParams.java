package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;

/** How the network is trained: AdamW, linear warm-up, half-cosine decay, gradient clipping. */
public interface TrainingParams<T> extends SizeParams<T>, ResumeParams<T> {
  static void define(ParamRegistry registry) {
    ResumeParams.define(registry);
    registry.integer("epochs", "passes over the training rows", ParamValidators.gt(0), 10);
    registry.integer(
        "batchSize", "rows of one step, over all executors together", ParamValidators.gt(0), 64);
    registry.integer(
        "microBatchSize",
        "rows that a core works on at once, the gradients of a step being added up; fewer need less"
            + " memory; 0: all that the core has of a step",
        ParamValidators.gtEq(0),
        0);
    registry.number(
        "learningRate",
        "learning rate after warm-up; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.number(
        "warmupFraction",
        "share of all steps in which the learning rate grows from 0",
        ParamValidators.inRange(0, 1, true, false),
        0.1);
    registry.number("weightDecay", "decoupled weight decay", ParamValidators.gtEq(0), 0.02);
    registry.number(
        "clipNorm",
        "largest L2 norm of a step's gradient; 0: no clipping",
        ParamValidators.gtEq(0),
        5.0);
    registry.number(
        "encoderLearningRateFactor",
        "factor on the learning rate of the modalities' encoders",
        ParamValidators.gtEq(0),
        1.0);
    registry.number(
        "modalityDropout",
        "probability with which a present modality is left out of a training row, never all of"
            + " them",
        ParamValidators.inRange(0, 1, true, false),
        0.0);
    registry.number(
        "imageCropArea",
        "smallest share of a training picture's area that a random cut keeps, resized to the whole;"
            + " 1: pictures are not cut",
        ParamValidators.inRange(0, 1, false, true),
        1.0);
    registry.flag(
        "imageFlip", "whether training pictures are mirrored left to right at random", false);
    registry.number(
        "averagingDecay",
        "decay of the running mean of weights that replaces them at the end; 0: the last weights",
        ParamValidators.inRange(0, 1, true, false),
        0.0);
    registry.choice(
        "compression",
        "how weights and gradients travel between executors: none is 32-bit floats, truncated"
            + " their upper 16 bits",
        List.of("none", "truncated"));
    registry.strings(
        "frozenParts",
        "parts of the network that are not trained: " + FrozenParts.NAMES,
        new FrozenParts());
    registry.flag(
        "cacheFrozen",
        "whether a frozen encoder runs once over the training rows and its output is kept, rather"
            + " than in every epoch",
        true);
    registry.choice(
        "compatibility",
        "none, or official to reproduce the official implementation's numbers, quirks included",
        List.of("none", "official"));
    registry.string(
        "tensorBoardDir",
        "folder on any Hadoop file system for TensorBoard's event files, a folder each training;"
            + " empty: none",
        "");
    registry.seed("seed", "seed of initial weights, masks, dropout and order of rows", 42L);
  }

  default Param<String> tensorBoardDir() {
    return registry().get("tensorBoardDir");
  }

  default String getTensorBoardDir() {
    return getOrDefault(tensorBoardDir());
  }

  /**
   * Folder on any Hadoop file system for event files that TensorBoard shows: losses, learning rate
   * and speed by step, means and validation metric by epoch; each training has a folder in it.
   * Default is none.
   */
  default T setTensorBoardDir(String value) {
    return with(tensorBoardDir(), value);
  }

  default IntParam epochs() {
    return registry().get("epochs");
  }

  default int getEpochs() {
    return (int) getOrDefault(epochs());
  }

  /** Passes over the training rows. Default is 10. */
  default T setEpochs(int value) {
    return with(epochs(), value);
  }

  default IntParam batchSize() {
    return registry().get("batchSize");
  }

  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** Rows of one step, over all executors together. Default is 64. */
  default T setBatchSize(int value) {
    return with(batchSize(), value);
  }

  default IntParam microBatchSize() {
    return registry().get("microBatchSize");
  }

  default int getMicroBatchSize() {
    return (int) getOrDefault(microBatchSize());
  }

  /**
   * Rows that a core works on at once: gradients of a step are accumulated over them, so that large
   * batches need little memory. Results differ by rounding only, except where rows are looked at
   * together: by batch normalisation and the contrastive similarity loss. Default is 0: all that
   * the core has of a step.
   */
  default T setMicroBatchSize(int value) {
    return with(microBatchSize(), value);
  }

  default DoubleParam learningRate() {
    return registry().get("learningRate");
  }

  default double getLearningRate() {
    return isDefined(learningRate())
        ? (double) getOrDefault(learningRate())
        : sizes().learningRate();
  }

  /** Learning rate after warm-up. Default is that of the size. */
  default T setLearningRate(double value) {
    return with(learningRate(), value);
  }

  default DoubleParam warmupFraction() {
    return registry().get("warmupFraction");
  }

  default double getWarmupFraction() {
    return (double) getOrDefault(warmupFraction());
  }

  /** Share of all steps in which the learning rate grows from 0. Default is 0.1. */
  default T setWarmupFraction(double value) {
    return with(warmupFraction(), value);
  }

  default DoubleParam weightDecay() {
    return registry().get("weightDecay");
  }

  default double getWeightDecay() {
    return (double) getOrDefault(weightDecay());
  }

  /** Decoupled weight decay. Default is 0.02 in pretraining, 0.1 in classification. */
  default T setWeightDecay(double value) {
    return with(weightDecay(), value);
  }

  default DoubleParam clipNorm() {
    return registry().get("clipNorm");
  }

  default double getClipNorm() {
    return (double) getOrDefault(clipNorm());
  }

  /** Largest L2 norm of a step's gradient; 0 turns clipping off. Default is 5. */
  default T setClipNorm(double value) {
    return with(clipNorm(), value);
  }

  default DoubleParam encoderLearningRateFactor() {
    return registry().get("encoderLearningRateFactor");
  }

  default double getEncoderLearningRateFactor() {
    return (double) getOrDefault(encoderLearningRateFactor());
  }

  /** Factor on the learning rate of the modalities' encoders. Default is 1. */
  default T setEncoderLearningRateFactor(double value) {
    return with(encoderLearningRateFactor(), value);
  }

  default DoubleParam modalityDropout() {
    return registry().get("modalityDropout");
  }

  default double getModalityDropout() {
    return (double) getOrDefault(modalityDropout());
  }

  /**
   * Probability with which a present modality is left out of a training row, never all of them.
   * Default is 0.
   */
  default T setModalityDropout(double value) {
    return with(modalityDropout(), value);
  }

  default DoubleParam imageCropArea() {
    return registry().get("imageCropArea");
  }

  default double getImageCropArea() {
    return (double) getOrDefault(imageCropArea());
  }

  /**
   * Smallest share of a training picture's area that a random cut keeps, in (0, 1]; the cut is
   * resized to the whole, anew in every epoch. Default is 1: pictures are not cut.
   */
  default T setImageCropArea(double value) {
    return with(imageCropArea(), value);
  }

  default BooleanParam imageFlip() {
    return registry().get("imageFlip");
  }

  default boolean getImageFlip() {
    return (boolean) getOrDefault(imageFlip());
  }

  /**
   * Whether training pictures are mirrored left to right at random. Default is false; leave it so
   * where sides mean something, as with letters or the heart.
   */
  default T setImageFlip(boolean value) {
    return with(imageFlip(), value);
  }

  default DoubleParam averagingDecay() {
    return registry().get("averagingDecay");
  }

  default double getAveragingDecay() {
    return (double) getOrDefault(averagingDecay());
  }

  /**
   * Decay of the running mean of weights that replaces them at the end; 0 keeps the last weights.
   * Default is 0.
   */
  default T setAveragingDecay(double value) {
    return with(averagingDecay(), value);
  }

  default Param<String> compression() {
    return registry().get("compression");
  }

  default String getCompression() {
    return getOrDefault(compression());
  }

  /** "truncated" halves what executors exchange, at the cost of precision. Default is "none". */
  default T setCompression(String value) {
    return with(compression(), value);
  }

  default StringArrayParam frozenParts() {
    return registry().get("frozenParts");
  }

  default String[] getFrozenParts() {
    return getOrDefault(frozenParts());
  }

  /**
   * Parts of the network that are not trained. In pretraining, what a frozen encoder sees is not
   * masked and has no loss of its own. Default is none.
   */
  default T setFrozenParts(String[] value) {
    return with(frozenParts(), value);
  }

  default BooleanParam cacheFrozen() {
    return registry().get("cacheFrozen");
  }

  default boolean getCacheFrozen() {
    return (boolean) getOrDefault(cacheFrozen());
  }

  /**
   * Whether a frozen encoder runs once over the training rows and its output is kept on the
   * executors, for later trainings with the same encoder too. The results are the same. Default is
   * true.
   */
  default T setCacheFrozen(boolean value) {
    return with(cacheFrozen(), value);
  }

  default Param<String> compatibility() {
    return registry().get("compatibility");
  }

  default String getCompatibility() {
    return getOrDefault(compatibility());
  }

  /**
   * "official" reproduces the official implementation's numbers, quirks included. Default is
   * "none".
   */
  default T setCompatibility(String value) {
    return with(compatibility(), value);
  }

  default LongParam seed() {
    return registry().get("seed");
  }

  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** Seed of initial weights, masks, dropout and order of rows. Default is 42. */
  default T setSeed(long value) {
    return with(seed(), value);
  }
}
