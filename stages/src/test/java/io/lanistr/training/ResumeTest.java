package io.lanistr.training;

import static io.lanistr.training.SyntheticRows.METADATA;
import static io.lanistr.training.SyntheticRows.WITHOUT_TABLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import io.lanistr.training.snapshot.ResumePolicy;
import io.lanistr.training.snapshot.SnapshotConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  private static final RowColumns COLUMNS = RowColumns.labelled("row", "label", "weight");
  private static final int STEPS = 12;

  /** Three epochs of 50 rows in batches of 16: 12 steps. */
  private static final TrainingConfig PRETRAINING =
      TrainingConfig.pretraining(3, 16).toBuilder()
          .learningRate(3e-3)
          .weightDecay(0.1)
          .clipNorm(0.5)
          .modalityDropout(0.2)
          .averagingDecay(0.9)
          .seed(11)
          .build();

  @TempDir private Path folder;
  private final Dataset<Row> rows = SyntheticRows.of(50, 3, WITHOUT_TABLE);
  private final NetworkConfig network = SmallNetworks.pretraining(WITHOUT_TABLE);

  /** Hears which steps are made and what is noted; a driver's death at a step, if wanted. */
  private static class Recorder implements TrainingListener {
    private final int deadAt;
    private final List<Long> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Recorder(int deadAt) {
      this.deadAt = deadAt;
    }

    @Override
    public void noted(String what) {
      notes.add(what);
    }

    @Override
    public void stepFinished(StepProgress step) {
      steps.add(step.step());
      if (step.step() == deadAt) {
        throw new IllegalStateException("the driver dies");
      }
    }

    boolean wasTold(String what) {
      return notes.stream().anyMatch(note -> note.contains(what));
    }
  }

  private SnapshotConfig snapshots(int every, ResumePolicy policy) {
    return new SnapshotConfig(folder.toUri().toString(), every, 2, policy);
  }

  private TrainedNetwork train(
      Dataset<Row> table, NetworkConfig config, TrainingConfig training, RunOptions options) {
    NetworkState initial = NetworkState.initial(new LanistrNetwork(config, training.frozen()), 5);
    return Trainer.train(
        LocalSpark.session(), table, COLUMNS, config, null, training, initial, options);
  }

  private TrainedNetwork train(TrainingConfig training, Recorder recorder, SnapshotConfig config) {
    return train(rows, network, training, RunOptions.of(recorder).withSnapshots(config));
  }

  /** Lets a training die at a step. */
  private void dieAt(int step, TrainingConfig training, SnapshotConfig config) {
    Recorder dying = new Recorder(step);
    IllegalStateException death =
        assertThrows(IllegalStateException.class, () -> train(training, dying, config));
    assertTrue(death.getMessage().contains("the driver dies"), death::toString);
  }

  /** What is said to a training that is refused. */
  private String refusal(Dataset<Row> table, TrainingConfig training, SnapshotConfig config) {
    RunOptions options = RunOptions.of(new Recorder(0)).withSnapshots(config);
    return assertThrows(
            IllegalArgumentException.class, () -> train(table, network, training, options))
        .getMessage();
  }

  private List<Path> found(String pattern) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.getFileName().toString().matches(pattern))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void resumedTrainingEndsWithTheWeightsOfAnUnbrokenOne() {
    TrainedNetwork unbroken =
        train(rows, network, PRETRAINING, RunOptions.of(TrainingListener.SILENT));
    SnapshotConfig config = snapshots(3, ResumePolicy.STRICT);
    dieAt(8, PRETRAINING, config);
    Recorder second = new Recorder(0);
    TrainedNetwork resumed = train(PRETRAINING, second, config);
    assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L), second.steps);
    assertTrue(second.wasTold("continuing after step 6 of 12"), second.notes::toString);
    assertArrayEquals(unbroken.state().trainable(), resumed.state().trainable(), 1e-6f);
    assertEquals(3, resumed.history().size());
    for (int epoch = 0; epoch < 3; epoch++) {
      EpochSummary expected = unbroken.history().get(epoch);
      EpochSummary actual = resumed.history().get(epoch);
      assertEquals(expected.rows(), actual.rows());
      assertEquals(expected.losses().total(), actual.losses().total(), 1e-5);
      assertTrue(actual.seconds() > 0);
    }
  }

  @Test
  void runningStatisticsOfTheOfficialTableEncoderAreResumedToo() {
    NetworkConfig official = SmallNetworks.pretraining(METADATA).with(Compatibility.OFFICIAL);
    Dataset<Row> table = SyntheticRows.of(50, 3, METADATA);
    TrainedNetwork unbroken =
        train(table, official, PRETRAINING, RunOptions.of(TrainingListener.SILENT));
    RunOptions first =
        RunOptions.of(new Recorder(8)).withSnapshots(snapshots(0, ResumePolicy.STRICT));
    assertThrows(IllegalStateException.class, () -> train(table, official, PRETRAINING, first));
    Recorder second = new Recorder(0);
    TrainedNetwork resumed =
        train(
            table,
            official,
            PRETRAINING,
            RunOptions.of(second).withSnapshots(snapshots(0, ResumePolicy.STRICT)));
    assertEquals(5, second.steps.get(0), "after the first epoch of 4 steps");
    assertArrayEquals(unbroken.state().buffers(), resumed.state().buffers(), 1e-6f);
    assertArrayEquals(unbroken.state().trainable(), resumed.state().trainable(), 1e-6f);
  }

  @Test
  void bestEpochIsRememberedAcrossADeath() {
    // Judges by a number that the second epoch makes best.
    EarlyStopping secondIsBest =
        new EarlyStopping(
            trained -> trained.history().size() == 2 ? 1 : 0, "count", "", true, 0, 0);
    RunOptions options = RunOptions.of(TrainingListener.SILENT).withStopping(secondIsBest);
    TrainedNetwork unbroken = train(rows, network, PRETRAINING, options);
    SnapshotConfig config = snapshots(0, ResumePolicy.STRICT);
    RunOptions dying =
        RunOptions.of(new Recorder(10)).withStopping(secondIsBest).withSnapshots(config);
    assertThrows(IllegalStateException.class, () -> train(rows, network, PRETRAINING, dying));
    Recorder recorder = new Recorder(0);
    TrainedNetwork resumed =
        train(
            rows,
            network,
            PRETRAINING,
            RunOptions.of(recorder).withStopping(secondIsBest).withSnapshots(config));
    assertEquals(9, recorder.steps.get(0));
    assertArrayEquals(unbroken.state().trainable(), resumed.state().trainable(), 1e-6f);
    assertEquals(1, resumed.history().get(1).validation());
  }

  @Test
  void checkpointsOfUseAreNotRemovedForLaterOnesThatAreDamaged() throws IOException {
    SnapshotConfig config = snapshots(2, ResumePolicy.STRICT);
    dieAt(7, PRETRAINING, config);
    for (Path damaged : found("step-\\d+")) {
      Files.writeString(damaged.resolve("manifest.json"), "{");
      Files.deleteIfExists(damaged.resolve(".manifest.json.crc"));
    }
    dieAt(4, PRETRAINING, config);
    assertEquals(
        List.of("step-000000000002"),
        found("step-\\d+").stream().map(path -> path.getFileName().toString()).toList());
    Recorder third = new Recorder(0);
    train(PRETRAINING, third, config);
    assertEquals(3, third.steps.get(0), third.notes::toString);
  }

  @Test
  void corruptAndHalfWrittenCheckpointsAreLeftOut() throws IOException {
    SnapshotConfig config = snapshots(2, ResumePolicy.STRICT);
    dieAt(7, PRETRAINING, config);
    List<Path> steps = found("step-\\d+");
    assertEquals(2, steps.size(), "two are kept: " + steps);
    Path newest = steps.get(1);
    try (Stream<Path> files = Files.list(newest)) {
      Path slice = files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().get();
      byte[] bytes = Files.readAllBytes(slice);
      bytes[bytes.length / 2] ^= 1;
      Files.write(slice, bytes);
      Files.deleteIfExists(slice.resolveSibling("." + slice.getFileName() + ".crc"));
    }
    Path half = Files.createDirectory(newest.resolveSibling(".writing-step-x"));
    Files.writeString(half.resolve("manifest.json"), "{");
    Files.createDirectory(newest.resolveSibling("step-000000000099"));
    Recorder second = new Recorder(0);
    train(PRETRAINING, second, config);
    assertEquals(5, second.steps.get(0), second.notes::toString);
    assertTrue(second.wasTold("step-000000000006 is not usable"), second.notes::toString);
    assertTrue(second.wasTold("checksum"), second.notes::toString);
    assertFalse(Files.exists(half));
  }

  @Test
  void otherSettingsOrRowsAreRefusedWithAListOfDifferences() {
    SnapshotConfig strict = snapshots(2, ResumePolicy.STRICT);
    dieAt(5, PRETRAINING, strict);
    TrainingConfig other = PRETRAINING.toBuilder().learningRate(1e-3).epochs(4).build();
    String settingsRefused = refusal(rows, other, strict);
    assertTrue(settingsRefused.contains("0.003 before, 0.001 now"), settingsRefused);
    assertTrue(settingsRefused.contains("training.epochs: 3 before, 4 now"), settingsRefused);
    assertTrue(settingsRefused.contains("resumePolicy"), settingsRefused);
    Dataset<Row> fewer = SyntheticRows.of(49, 3, WITHOUT_TABLE);
    String rowsRefused = refusal(fewer, PRETRAINING, strict);
    assertTrue(rowsRefused.contains("rows.count: 50 before, 49 now"));
    Row changed = RowFactory.create(SyntheticRows.row(99, 7), 1, 0.5f);
    Dataset<Row> corrected = fewer.union(SyntheticRows.of(List.of(changed), 1, WITHOUT_TABLE));
    String contentsRefused = refusal(corrected, PRETRAINING, strict);
    assertTrue(contentsRefused.contains("rows.contents: "));
    assertFalse(contentsRefused.contains("rows.count: "));
    // Its own snapshots, while those of the other stay.
    train(other, new Recorder(0), snapshots(2, ResumePolicy.SEPARATE));
    Recorder mine = new Recorder(0);
    train(PRETRAINING, mine, strict);
    assertEquals(5, mine.steps.get(0));
    // Both have ended: a third need not be refused.
    train(PRETRAINING.toBuilder().seed(12).epochs(1).build(), new Recorder(0), strict);
  }

  @Test
  void lostContactBetweenExecutorsCostsTheStepsSinceTheLastCheckpoint() {
    TrainedNetwork unbroken =
        train(rows, network, PRETRAINING, RunOptions.of(TrainingListener.SILENT));
    Recorder recorder =
        new Recorder(0) {
          private boolean lost;

          @Override
          public void stepFinished(StepProgress step) {
            super.stepFinished(step);
            if (step.step() == 8 && !lost) {
              lost = true;
              throw new IllegalStateException(
                  "Weights or gradients of another executor were not received");
            }
          }
        };
    TrainedNetwork trained = train(PRETRAINING, recorder, snapshots(3, ResumePolicy.STRICT));
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 7L, 8L, 9L, 10L, 11L, 12L), recorder.steps);
    assertTrue(recorder.wasTold("lost contact between executors"), recorder.notes::toString);
    assertArrayEquals(unbroken.state().trainable(), trained.state().trainable(), 1e-6f);
  }

  @Test
  void restartRemovesTheOther() {
    dieAt(5, PRETRAINING, snapshots(2, ResumePolicy.STRICT));
    Recorder recorder = new Recorder(0);
    train(PRETRAINING.toBuilder().seed(12).build(), recorder, snapshots(2, ResumePolicy.RESTART));
    assertEquals(1, recorder.steps.get(0));
    assertTrue(recorder.wasTold("removing the unfinished training"), recorder.notes::toString);
    assertEquals(List.of(), found("step-\\d+"));
    assertEquals(1, found("pretraining-[0-9a-f]+").size());
  }

  @Test
  void aTrainingThatHasEndedIsNotRepeated() {
    SnapshotConfig config = snapshots(0, ResumePolicy.STRICT);
    TrainedNetwork first = train(PRETRAINING, new Recorder(0), config);
    assertEquals(List.of(), found("step-\\d+"), "only the result is left");
    Recorder second = new Recorder(0);
    // The rows are the same, however they are partitioned.
    TrainedNetwork again =
        train(
            rows.repartition(7), network, PRETRAINING, RunOptions.of(second).withSnapshots(config));
    assertEquals(List.of(), second.steps);
    assertArrayEquals(first.state().trainable(), again.state().trainable());
    assertEquals(first.history(), again.history());
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedBeforeTraining() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Recorder recorder = new Recorder(0);
    SnapshotConfig config = new SnapshotConfig(file.toUri().toString(), 0, 1, ResumePolicy.STRICT);
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> train(PRETRAINING, recorder, config));
    assertTrue(refusal.getMessage().contains("Checkpoints can't be written"), refusal::getMessage);
    assertEquals(List.of(), recorder.steps);
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsReportedAndTrainingGoesOn() {
    Recorder recorder =
        new Recorder(0) {
          @Override
          public void stepFinished(StepProgress step) {
            super.stepFinished(step);
            if (step.step() == 3) {
              Path own = found("pretraining-[0-9a-f]+").get(0);
              try (Stream<Path> files = Files.walk(own)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                  Files.delete(path);
                }
                Files.writeString(own, "in the way");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }
          }
        };
    TrainedNetwork trained = train(PRETRAINING, recorder, snapshots(2, ResumePolicy.STRICT));
    assertEquals(STEPS, recorder.steps.size());
    assertTrue(
        recorder.wasTold("the checkpoint of step 4 could not be written"),
        recorder.notes::toString);
    TrainedNetwork plain =
        train(rows, network, PRETRAINING, RunOptions.of(TrainingListener.SILENT));
    assertArrayEquals(plain.state().trainable(), trained.state().trainable(), 1e-6f);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new SnapshotConfig(" ", 1, 1, ResumePolicy.STRICT));
    assertThrows(
        IllegalArgumentException.class, () -> new SnapshotConfig("/x", -1, 1, ResumePolicy.STRICT));
    assertThrows(
        IllegalArgumentException.class,
        () -> RunOptions.of(TrainingListener.SILENT).withMaxRestarts(-1));
    assertEquals(Set.of(), PRETRAINING.frozen());
  }
}
