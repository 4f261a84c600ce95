package io.lanistr.pipeline.experiment;

import io.lanistr.pipeline.dataset.DatasetProfile;
import io.lanistr.pipeline.dataset.Modality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A made-up result, to test what is written about results. */
public final class SampleResult {
  private static final List<String> SYSTEMS =
      List.of(
          SystemNames.LANISTR,
          SystemNames.NO_PRETRAINING,
          SystemNames.only(Modality.TEXT),
          SystemNames.only(Modality.TABLE),
          SystemNames.CLASSICAL);

  private SampleResult() {}

  /** A result over so many classes and seeds; the first class has markup in its name. */
  public static ExperimentResult of(int classes, int seeds) {
    List<SystemResult> systems = new ArrayList<>();
    for (int i = 0; i < SYSTEMS.size(); i++) {
      String name = SYSTEMS.get(i);
      systems.add(
          new SystemResult(
              name, "Title of " + name, scores(0.8 - 0.05 * i, seeds), scores(0.9, seeds)));
    }
    return new ExperimentResult(
        "a <table> & \"more\"",
        200,
        Metric.usual(classes),
        seeds,
        systems,
        missing(systems, seeds),
        profile(classes),
        List.of(curve("mlm", 6, 30), curve("mim", 0.4, 30), curve("spread", 1, 30)),
        List.of(curve("seed 0", 2, 20)),
        picture(classes),
        Map.of("network.width", "64"),
        List.of("3 rows <were> dropped"),
        Optional.empty(),
        83.4);
  }

  private static Scores scores(double around, int seeds) {
    List<Double> values = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      values.add(around + 0.01 * seed);
    }
    return new Scores(values);
  }

  private static List<MissingPoint> missing(List<SystemResult> systems, int seeds) {
    List<MissingPoint> points = new ArrayList<>();
    for (double removed : new double[] {0, 0.4, 0.8}) {
      Map<String, Scores> scores = new LinkedHashMap<>();
      for (SystemResult system : systems) {
        scores.put(system.name(), scores(system.scores().mean() - removed / 4, seeds));
      }
      points.add(new MissingPoint(removed, 0.4 + 0.6 * removed, scores));
    }
    return points;
  }

  private static DatasetProfile profile(int classes) {
    List<String> names = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      names.add(label == 0 ? "<b>first & 'best'</b>" : "class " + label);
      rows.add(100L + label);
    }
    return new DatasetProfile(
        4000,
        1000,
        3900,
        names,
        rows,
        rows,
        Map.of(Modality.TEXT, 2400L, Modality.TABLE, 3000L),
        Map.of(Modality.TEXT, 600L, Modality.TABLE, 700L));
  }

  private static Curve curve(String name, double start, int epochs) {
    Random random = new Random(7);
    List<Double> at = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      at.add((double) epoch);
      values.add(start / Math.sqrt(epoch) + 0.02 * random.nextGaussian());
    }
    return new Curve(name, at, values);
  }

  private static TestPicture picture(int classes) {
    Random random = new Random(3);
    List<List<Long>> counts = new ArrayList<>();
    List<String> names = profile(classes).classes();
    for (int i = 0; i < classes; i++) {
      List<Long> row = new ArrayList<>();
      for (int j = 0; j < classes; j++) {
        row.add((long) random.nextInt(i == j ? 120 : 20));
      }
      counts.add(row);
    }
    Confusion confusion = new Confusion(names, counts);
    if (classes != 2) {
      return new TestPicture(Optional.empty(), confusion);
    }
    List<RocCurve.Scored> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      boolean positive = i % 2 == 0;
      rows.add(new RocCurve.Scored(random.nextGaussian() + (positive ? 1 : 0), positive));
    }
    return new TestPicture(Optional.of(RocCurve.of(rows)), confusion);
  }
}
