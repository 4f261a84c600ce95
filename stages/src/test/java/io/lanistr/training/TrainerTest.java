package io.lanistr.training;

import static io.lanistr.training.SyntheticRows.METADATA;
import static io.lanistr.training.SyntheticRows.WITHOUT_TABLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final RowColumns COLUMNS = RowColumns.labelled("row", "label", "weight");

  /** Three epochs of 50 rows in batches of 16: 12 steps, each fourth of 2 rows. */
  private static final TrainingConfig PRETRAINING =
      TrainingConfig.pretraining(3, 16).toBuilder()
          .learningRate(3e-3)
          .weightDecay(0.1)
          .clipNorm(0.5)
          .encoderRateFactor(0.5)
          .seed(11)
          .build();

  private static final TrainingConfig CLASSIFICATION =
      PRETRAINING.toBuilder().objective(Objective.FINE_TUNING).build();

  private static final class Recorder implements TrainingListener {
    final List<StepProgress> steps = new ArrayList<>();
    final List<EpochSummary> epochs = new ArrayList<>();

    @Override
    public void stepFinished(StepProgress step) {
      steps.add(step);
    }

    @Override
    public void epochFinished(EpochSummary epoch) {
      epochs.add(epoch);
    }
  }

  private static NetworkState initial(NetworkConfig network, Set<Part> frozen) {
    return NetworkState.initial(new LanistrNetwork(network, frozen), 5);
  }

  private static TrainedNetwork train(
      Dataset<Row> rows, NetworkConfig network, TrainingConfig config, TrainingListener listener) {
    return Trainer.train(
        LocalSpark.session(),
        rows,
        COLUMNS,
        network,
        config,
        initial(network, config.frozen()),
        listener);
  }

  private static void assertEqualsSequential(
      Dataset<Row> rows, NetworkConfig network, TrainingConfig config) {
    SequentialTraining oracle = new SequentialTraining(rows, network, config);
    NetworkState initial = initial(network, config.frozen());
    float[] expected = oracle.train(initial);
    Recorder recorder = new Recorder();
    float[] actual = train(rows, network, config, recorder).state().trainable();
    assertClose(expected, actual, oracle.largest);
    assertEquals(oracle.reports.size(), recorder.steps.size());
    for (int i = 0; i < recorder.steps.size(); i++) {
      assertReport(oracle.reports.get(i), recorder.steps.get(i).losses());
    }
    float moved = 0;
    for (int i = 0; i < actual.length; i++) {
      moved = Math.max(moved, Math.abs(actual[i] - initial.trainable()[i]));
    }
    assertTrue(moved > 0.01, "weights moved by " + moved + " only");
  }

  /**
   * Equal within 1e-5; but where gradients are rounding noise (the bias of attention's keys has
   * none), which Adam blows up, within what a few such steps can move.
   */
  private static void assertClose(float[] expected, float[] actual, float[] largestGradients) {
    int noisy = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean noise = largestGradients[i] > 0 && largestGradients[i] < 1e-6f;
      noisy += noise ? 1 : 0;
      assertEquals(expected[i], actual[i], noise ? 1e-2f : 1e-5f, "parameter " + i);
    }
    assertTrue(noisy < 0.1 * expected.length, noisy + " parameters without a gradient");
  }

  private static void assertReport(StepReport expected, StepReport actual) {
    assertEquals(expected.total(), actual.total(), 1e-4);
    assertEquals(expected.text(), actual.text(), 1e-4);
    assertEquals(expected.image(), actual.image(), 1e-4);
    assertEquals(expected.series(), actual.series(), 1e-4);
    assertEquals(expected.similarity(), actual.similarity(), 1e-4);
    assertEquals(expected.classification(), actual.classification(), 1e-4);
    assertEquals(expected.tokens(), actual.tokens());
  }

  @Test
  void pretrainingEqualsASequentialLoopOverWholeBatches() {
    assertEqualsSequential(
        SyntheticRows.of(50, 3, WITHOUT_TABLE),
        SmallNetworks.pretraining(WITHOUT_TABLE),
        PRETRAINING);
  }

  @Test
  void classificationWithDropoutEqualsASequentialLoopOverWholeBatches() {
    assertEqualsSequential(
        SyntheticRows.of(50, 2, WITHOUT_TABLE),
        SmallNetworks.classification(WITHOUT_TABLE, 0.3f),
        CLASSIFICATION);
  }

  @Test
  void frozenPartsStayAndTheRestEqualsASequentialLoop() {
    TrainingConfig frozen =
        CLASSIFICATION.toBuilder().frozen(Set.of(Part.TEXT, Part.IMAGE)).build();
    NetworkConfig network = SmallNetworks.classification(WITHOUT_TABLE, 0);
    Dataset<Row> rows = SyntheticRows.of(50, 2, WITHOUT_TABLE);
    assertEqualsSequential(rows, network, frozen);
  }

  @Test
  void moreCoresThanRowsInABatchAreNoTrouble() {
    assertEqualsSequential(
        SyntheticRows.of(5, 4, WITHOUT_TABLE),
        SmallNetworks.pretraining(WITHOUT_TABLE),
        PRETRAINING.toBuilder().batchSize(1).build());
  }

  @Test
  void allSubsetsOfModalitiesTrainInOneBatchAndTheInputsPartitionsDoNotMatter() {
    NetworkConfig network = SmallNetworks.pretraining(METADATA);
    Recorder recorder = new Recorder();
    TrainedNetwork one = train(SyntheticRows.of(60, 1, METADATA), network, PRETRAINING, recorder);
    TrainedNetwork nine =
        train(SyntheticRows.of(60, 9, METADATA), network, PRETRAINING, TrainingListener.SILENT);
    assertArrayEquals(one.state().trainable(), nine.state().trainable(), 1e-6f);
    assertArrayEquals(one.state().buffers(), nine.state().buffers(), 1e-5f);
    assertEquals(12, recorder.steps.size());
    assertEquals(3, one.history().size());
    assertEquals(recorder.epochs, one.history());
    for (EpochSummary epoch : one.history()) {
      assertEquals(60, epoch.rows());
      StepReport losses = epoch.losses();
      for (double term :
          new double[] {losses.text(), losses.image(), losses.series(), losses.table()}) {
        assertTrue(term > 0 && Double.isFinite(term), losses.toString());
      }
      assertTrue(Math.abs(losses.similarity()) <= 1, losses.toString());
    }
  }

  @Test
  void batchStatisticsAreEstimatedOverTheTrainingRows() {
    NetworkConfig network = SmallNetworks.classification(METADATA, 0);
    NetworkState start = initial(network, Set.of());
    TrainedNetwork trained =
        train(SyntheticRows.of(60, 2, METADATA), network, CLASSIFICATION, TrainingListener.SILENT);
    float[] statistics = trained.state().buffers();
    int changed = 0;
    for (int i = 0; i < statistics.length; i++) {
      assertTrue(Float.isFinite(statistics[i]));
      changed += statistics[i] == start.buffers()[i] ? 0 : 1;
    }
    assertTrue(changed > statistics.length * 0.8, changed + " of " + statistics.length);
  }

  @Test
  void theLossOfALearnableLabelFalls() {
    Recorder recorder = new Recorder();
    TrainingConfig config =
        CLASSIFICATION.toBuilder().epochs(40).batchSize(15).learningRate(1e-2).clipNorm(5).build();
    // Which modalities a row of these has tells its label.
    train(
        SyntheticRows.of(45, 2, WITHOUT_TABLE),
        SmallNetworks.classification(WITHOUT_TABLE, 0),
        config,
        recorder);
    double first = recorder.epochs.get(0).losses().classification();
    double last = recorder.epochs.get(39).losses().classification();
    assertTrue(last < 0.7 * first, first + " -> " + last);
  }

  @Test
  void twoTrainingsAtOnceGiveWhatEachGivesAlone() {
    NetworkConfig network = SmallNetworks.pretraining(WITHOUT_TABLE);
    NetworkConfig classifier = SmallNetworks.classification(WITHOUT_TABLE, 0);
    Dataset<Row> rows = SyntheticRows.of(50, 2, WITHOUT_TABLE);
    TrainedNetwork alone = train(rows, network, PRETRAINING, TrainingListener.SILENT);
    TrainedNetwork alone2 = train(rows, classifier, CLASSIFICATION, TrainingListener.SILENT);
    CompletableFuture<TrainedNetwork> first =
        CompletableFuture.supplyAsync(
            () -> train(rows, network, PRETRAINING, TrainingListener.SILENT));
    CompletableFuture<TrainedNetwork> second =
        CompletableFuture.supplyAsync(
            () -> train(rows, classifier, CLASSIFICATION, TrainingListener.SILENT));
    assertArrayEquals(alone.state().trainable(), first.join().state().trainable(), 1e-6f);
    assertArrayEquals(alone2.state().trainable(), second.join().state().trainable(), 1e-6f);
  }

  @Test
  void modalityDropoutChangesTheTrainingButNotItsRepeatability() {
    NetworkConfig network = SmallNetworks.classification(WITHOUT_TABLE, 0);
    TrainingConfig config = CLASSIFICATION.toBuilder().modalityDropout(0.5).build();
    Dataset<Row> rows = SyntheticRows.of(50, 2, WITHOUT_TABLE);
    float[] once = train(rows, network, config, TrainingListener.SILENT).state().trainable();
    float[] again = train(rows, network, config, TrainingListener.SILENT).state().trainable();
    float[] without =
        train(rows, network, CLASSIFICATION, TrainingListener.SILENT).state().trainable();
    assertArrayEquals(once, again, 1e-6f);
    float difference = 0;
    for (int i = 0; i < once.length; i++) {
      difference = Math.max(difference, Math.abs(once[i] - without[i]));
    }
    assertTrue(difference > 1e-3, "difference " + difference);
  }

  @Test
  void averagedWeightsReplaceTheLastOnes() {
    NetworkConfig network = SmallNetworks.pretraining(WITHOUT_TABLE);
    Dataset<Row> rows = SyntheticRows.of(50, 2, WITHOUT_TABLE);
    TrainingConfig averaged = PRETRAINING.toBuilder().averagingDecay(0.9).build();
    float[] last = train(rows, network, PRETRAINING, TrainingListener.SILENT).state().trainable();
    float[] mean = train(rows, network, averaged, TrainingListener.SILENT).state().trainable();
    float[] start = initial(network, Set.of()).trainable();
    double towardsStart = 0;
    for (int i = 0; i < mean.length; i++) {
      assertTrue(Float.isFinite(mean[i]));
      towardsStart += Math.signum((last[i] - start[i]) * (last[i] - mean[i]));
    }
    assertNotEquals(0, towardsStart);
    assertTrue(towardsStart > 0.3 * mean.length, "averages lag behind: " + towardsStart);
  }
}
