package io.lanistr.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;

/** The seeds of an estimator and of those inside it. */
final class SeedParams {
  private static final String SEED = "seed";
  private static final String ESTIMATOR = "estimator";

  private final List<LongParam> params = new ArrayList<>();

  SeedParams(PipelineStage stage) {
    find(stage);
  }

  private void find(PipelineStage stage) {
    if (stage.hasParam(SEED) && (Param<?>) stage.getParam(SEED) instanceof LongParam seed) {
      params.add(seed);
    }
    if (stage instanceof Pipeline pipeline) {
      for (PipelineStage inner : pipeline.getStages()) {
        find(inner);
      }
    }
    // A CrossValidator, a TrainValidationSplit, OneVsRest and the like hold one estimator.
    if (stage.hasParam(ESTIMATOR)
        && stage.isDefined(stage.getParam(ESTIMATOR))
        && stage.getOrDefault(stage.getParam(ESTIMATOR)) instanceof PipelineStage inner) {
      find(inner);
    }
  }

  boolean isEmpty() {
    return params.isEmpty();
  }

  /** All of them set to one value. */
  ParamMap set(long seed) {
    ParamMap map = new ParamMap();
    params.forEach(param -> map.put(param.w(seed)));
    return map;
  }
}
