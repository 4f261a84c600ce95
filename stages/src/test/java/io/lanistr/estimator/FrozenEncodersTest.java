package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.progress.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frozen encoders run once, and nothing but the time shows it. */
class FrozenEncodersTest {
  private static final String[] ENCODERS = {"text", "image", "series", "table"};

  private final Dataset<Row> train = SyntheticRows.table(90, 1);
  private final Dataset<Row> test = SyntheticRows.table(60, 2);

  private static final class Notes implements TrainingListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void noted(String what) {
      lines.add(what);
    }

    /** Items that frozen encoders ran over, by training. */
    List<Integer> encoded() {
      return lines.stream()
          .filter(line -> line.startsWith("frozen encoders"))
          .map(line -> Integer.parseInt(line.replaceAll("^.*: (\\d+) items encoded.*$", "$1")))
          .toList();
    }
  }

  private static LanistrClassifier classifier(String tokens) {
    return new LanistrClassifier()
        .setSize("tiny")
        .setFusionTokens(tokens)
        .setFrozenParts(ENCODERS)
        .setEpochs(3)
        .setBatchSize(16)
        .setModalityDropout(0.2)
        .setLearningRate(3e-3);
  }

  private static LanistrPretrainer pretrainer() {
    return new LanistrPretrainer()
        .setSize("tiny")
        .setFrozenParts(ENCODERS)
        .setEpochs(2)
        .setBatchSize(16)
        .setOutputCol("");
  }

  private static void assertSameWeights(NetworkModel<?> expected, NetworkModel<?> actual) {
    Parameters a = expected.fitted().saved().weights().open().parameters();
    Parameters b = actual.fitted().saved().weights().open().parameters();
    assertEquals(a.slots(), b.slots());
    for (Slot slot : a.slots()) {
      float[] x = a.copyOut(slot.name());
      float[] y = b.copyOut(slot.name());
      for (int i = 0; i < x.length; i++) {
        // Adam blows up the rounding noise of small gradients, and of what has none: the bias of
        // attention's keys.
        double tolerance = slot.name().endsWith("key.bias") ? 1e-2 : 1e-4;
        assertEquals(x[i], y[i], tolerance, slot.name() + " " + i);
      }
    }
  }

  private static void assertSameScores(Dataset<Row> expected, Dataset<Row> actual) {
    List<Row> a = expected.select("probability").collectAsList();
    List<Row> b = actual.select("probability").collectAsList();
    assertEquals(a.size(), b.size());
    for (int i = 0; i < a.size(); i++) {
      Vector x = a.get(i).getAs(0);
      Vector y = b.get(i).getAs(0);
      assertEquals(x.apply(0), y.apply(0), 1e-5);
    }
  }

  @Test
  void classifiersOnKeptStatesEqualThoseThatRunTheirEncoders() {
    for (String tokens : List.of("all", "summary")) {
      Notes notes = new Notes();
      LanistrClassificationModel kept =
          classifier(tokens).setSeed(11).setListener(notes).fit(train);
      LanistrClassificationModel run =
          classifier(tokens).setSeed(11).setCacheFrozen(false).fit(train);
      assertSameWeights(run, kept);
      assertSameScores(run.transform(test), kept.transform(test));
      assertEquals(1, notes.encoded().size(), notes.lines.toString());
      assertTrue(notes.encoded().get(0) > 90, notes.lines.toString());
    }
  }

  @Test
  void pretrainingOnKeptStatesEqualsPretrainingThatRunsTheEncoders() {
    // Not so with the contrastive loss, whose other rows are those of the slice, and slices are cut
    // by what the network has to compute.
    LanistrPretrainedModel kept = pretrainer().fit(train);
    LanistrPretrainedModel run = pretrainer().setCacheFrozen(false).fit(train);
    assertSameWeights(run, kept);
    assertEquals(0, kept.summary().epochs().get(0).losses().text());
    assertTrue(kept.summary().epochs().get(0).losses().similarity() < 0);
  }

  @Test
  void laterTrainingsFindTheStatesOfEarlierOnes() {
    LanistrClassifier stage = classifier("all").setSeed(12);
    stage.fit(train);
    Notes notes = new Notes();
    stage.setListener(notes).fit(train.filter("id <> 'row1'"));
    assertEquals(List.of(0), notes.encoded());
    // Other initial values make other encoders.
    stage.setSeed(13).fit(train);
    assertTrue(notes.encoded().get(1) > 90);
  }

  @Test
  void picturesThatVaryAreEncodedInEveryEpoch() {
    Notes notes = new Notes();
    classifier("all").setSeed(18).setImageCropArea(0.5).setListener(notes).fit(train);
    assertTrue(
        notes.lines.get(0).startsWith("frozen encoders (text, series, table):"),
        notes.lines.toString());
  }

  @Test
  void theGridOfACrossValidatorSharesThem() {
    Notes notes = new Notes();
    LanistrClassifier stage = classifier("all").setSeed(14).setListener(notes);
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(stage.learningRate(), new double[] {1e-3, 3e-3}).build();
    new CrossValidator()
        .setEstimator(stage)
        .setEstimatorParamMaps(grid)
        .setEvaluator(new MulticlassClassificationEvaluator())
        .setNumFolds(2)
        .setSeed(3)
        .fit(train);
    // Two folds of two points, and the best one again over all rows. Scoring the first fold's
    // validation rows has seen the rest.
    assertEquals(5, notes.encoded().size());
    assertTrue(notes.encoded().get(0) > 80);
    assertEquals(List.of(0, 0, 0, 0), notes.encoded().subList(1, 5));
  }

  @Test
  void savedModelsScoreAsFittedOnes(@TempDir Path folder) throws Exception {
    LanistrClassificationModel fitted = classifier("summary").setSeed(16).fit(train);
    String path = folder.resolve("model").toString();
    fitted.save(path);
    LanistrClassificationModel loaded = LanistrClassificationModel.load(path);
    assertFalse(fitted.fitted().known().isEmpty());
    assertTrue(loaded.fitted().known().isEmpty());
    assertSameScores(loaded.transform(test), fitted.transform(test));
  }
}
