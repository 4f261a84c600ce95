package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** How a training survives lost executors and drivers. */
public interface ResumeParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "checkpointDir",
        "folder on any Hadoop file system for checkpoints, from which a training goes on that lost"
            + " executors, or that is started again with the same rows and settings; empty: none",
        "");
    registry.integer(
        "checkpointInterval",
        "steps between two checkpoints; 0: only at the end of each epoch",
        ParamValidators.gtEq(0),
        0);
    registry.integer(
        "checkpointsKept",
        "how many checkpoints of a training are kept, the newest",
        ParamValidators.gt(0),
        2);
    registry.choice(
        "resumePolicy",
        "what to do where checkpointDir holds an unfinished training of other rows or settings:"
            + " strict refuses and lists the differences, restart removes it, separate leaves it"
            + " alone",
        List.of("strict", "restart", "separate"));
    registry.integer(
        "maxRestarts",
        "how often a training goes on after it has lost executors, before it fails",
        ParamValidators.gtEq(0),
        3);
  }

  default Param<String> checkpointDir() {
    return registry().get("checkpointDir");
  }

  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /**
   * Folder on any Hadoop file system for checkpoints: weights, the optimiser's moments, step and
   * progress, after each epoch and every {@code checkpointInterval} steps. A training that loses
   * executors goes on from the newest; one that is started again with the same rows and settings
   * does too, and ends with the weights of one that was never interrupted. A training that has
   * ended leaves its result there, which the same training takes at once. Default is none.
   */
  default T setCheckpointDir(String value) {
    return with(checkpointDir(), value);
  }

  default IntParam checkpointInterval() {
    return registry().get("checkpointInterval");
  }

  default int getCheckpointInterval() {
    return (int) getOrDefault(checkpointInterval());
  }

  /** Steps between two checkpoints. Default is 0: only at the end of each epoch. */
  default T setCheckpointInterval(int value) {
    return with(checkpointInterval(), value);
  }

  default IntParam checkpointsKept() {
    return registry().get("checkpointsKept");
  }

  default int getCheckpointsKept() {
    return (int) getOrDefault(checkpointsKept());
  }

  /** How many checkpoints of a training are kept, the newest. Default is 2. */
  default T setCheckpointsKept(int value) {
    return with(checkpointsKept(), value);
  }

  default Param<String> resumePolicy() {
    return registry().get("resumePolicy");
  }

  default String getResumePolicy() {
    return getOrDefault(resumePolicy());
  }

  /**
   * What to do where {@code checkpointDir} holds an unfinished training of the same kind with other
   * rows or settings: "strict" refuses and lists the differences, "restart" removes it, "separate"
   * leaves it alone, as the points of a CrossValidator need it. Default is "strict".
   */
  default T setResumePolicy(String value) {
    return with(resumePolicy(), value);
  }

  default IntParam maxRestarts() {
    return registry().get("maxRestarts");
  }

  default int getMaxRestarts() {
    return (int) getOrDefault(maxRestarts());
  }

  /**
   * How often a training goes on after it has lost executors, before it fails with what went wrong
   * first. Default is 3.
   */
  default T setMaxRestarts(int value) {
    return with(maxRestarts(), value);
  }
}
