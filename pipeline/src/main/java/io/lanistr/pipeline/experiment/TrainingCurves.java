package io.lanistr.pipeline.experiment;

import io.lanistr.estimator.TrainingSummary;
import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The losses of a training by epoch. */
final class TrainingCurves {
  private static final Map<String, ToDoubleFunction<StepReport>> PRETRAINING =
      new LinkedHashMap<>();

  static {
    PRETRAINING.put("total", StepReport::total);
    PRETRAINING.put("mlm", StepReport::text);
    PRETRAINING.put("mim", StepReport::image);
    PRETRAINING.put("mtm", StepReport::series);
    PRETRAINING.put("mfm", StepReport::table);
    PRETRAINING.put("mmm", StepReport::similarity);
    PRETRAINING.put("spread", StepReport::spread);
  }

  private TrainingCurves() {}

  /** A curve for each pretraining loss that took part, and one for the spread of z. */
  static List<Curve> pretraining(TrainingSummary summary) {
    List<Curve> curves = new ArrayList<>();
    PRETRAINING.forEach(
        (name, value) -> {
          Curve curve = curve(name, summary, value);
          // A loss of exactly zero throughout belongs to a modality that is not there.
          if (curve.values().stream().anyMatch(v -> v != 0)) {
            curves.add(curve);
          }
        });
    return curves;
  }

  /** The cross-entropy of fine-tuning. */
  static Curve fineTuning(String name, TrainingSummary summary) {
    return curve(name, summary, StepReport::classification);
  }

  private static Curve curve(
      String name, TrainingSummary summary, ToDoubleFunction<StepReport> value) {
    List<Double> at = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (EpochSummary epoch : summary.epochs()) {
      at.add((double) epoch.epoch());
      values.add(value.applyAsDouble(epoch.losses()));
    }
    return new Curve(name, at, values);
  }
}
