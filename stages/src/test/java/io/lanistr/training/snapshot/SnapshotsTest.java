package io.lanistr.training.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.training.SmallNetworks;
import io.lanistr.training.SyntheticRows;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.progress.ProgressState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  private static final Configuration HADOOP = new Configuration();
  private static final ProgressState PROGRESS = new ProgressState(List.of(), 0, List.of(), 0, 0);
  private static final int LENGTH = 10;

  @TempDir private Path folder;
  private final List<String> notes = new ArrayList<>();

  private Snapshots open() {
    return Snapshots.open(
        new SnapshotConfig(folder.toString(), 1, 2, ResumePolicy.STRICT),
        "pretraining",
        Fingerprint.of(
            SmallNetworks.pretraining(SyntheticRows.METADATA), TrainingConfig.pretraining(1, 1)),
        HADOOP,
        notes::add);
  }

  /** Writes values 0, 1, 2 ..., cut at a position. */
  private static List<SliceFile> write(String to, int cut) {
    return List.of(slice(to, 0, cut), slice(to, cut, LENGTH));
  }

  private static SliceFile slice(String to, int from, int until) {
    Moments moments = new Moments(until - from, true);
    float[] weights = new float[until - from];
    for (int i = from; i < until; i++) {
      weights[i - from] = i;
      moments.first()[i - from] = 100 + i;
      moments.second()[i - from] = 200 + i;
      moments.average()[i - from] = 300 + i;
    }
    try {
      return SliceFiles.write(
          HADOOP,
          new org.apache.hadoop.fs.Path(to),
          "slice-" + from + ".safetensors",
          from,
          until - from,
          weights,
          0,
          moments,
          new float[0],
          new float[] {from});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void momentsAreFoundHoweverSlicesWereCut() throws IOException {
    Snapshots snapshots = open();
    snapshots.take(1, to -> write(to, 7), PROGRESS, null);
    Snapshot snapshot = snapshots.newest();
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, snapshot.weights());
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(snapshot.folder());
    Moments moments = new Moments(4, true);
    assertEquals(4, SliceFiles.fill(HADOOP, from, snapshot.slices(), 5, moments));
    assertArrayEquals(new float[] {105, 106, 107, 108}, moments.first());
    assertArrayEquals(new float[] {205, 206, 207, 208}, moments.second());
    assertArrayEquals(new float[] {305, 306, 307, 308}, moments.average());
    assertEquals(
        2,
        SliceFiles.fill(HADOOP, from, snapshot.slices(), 8, new Moments(4, false)),
        "the vector ends");
    assertArrayEquals(new float[] {7}, SliceFiles.replicas(HADOOP, from, snapshot.slices(), 7, 3));
    assertEquals(0, SliceFiles.replicas(HADOOP, from, snapshot.slices(), 5, 5).length);
  }

  @Test
  void whatTheDriverCannotSeeIsNoSnapshot(@TempDir Path ofAnotherMachine) {
    Snapshots snapshots = open();
    snapshots.take(1, to -> write(to, 5), PROGRESS, null);
    snapshots.take(2, to -> write(ofAnotherMachine.toString(), 5), PROGRESS, null);
    assertEquals(1, snapshots.newest().step());
    assertEquals(1, notes.size());
    assertTrue(
        notes.get(0).contains("is the folder shared by the driver and all executors?"),
        notes.get(0));
  }

  @Test
  void aFolderIsTriedByThoseWhoWriteToIt() {
    Snapshots snapshots = open();
    List<String> tried = new ArrayList<>();
    snapshots.requireShared(tried::add);
    assertTrue(tried.get(0).contains("/.trying-"), tried.get(0));
    assertTrue(Files.notExists(Path.of(java.net.URI.create(tried.get(0)))), "it is removed");
    assertThrows(
        IllegalStateException.class,
        () ->
            snapshots.requireShared(
                to -> {
                  tried.add(to);
                  throw new IllegalStateException("not found");
                }));
    assertTrue(Files.notExists(Path.of(java.net.URI.create(tried.get(1)))), "it is removed");
    assertNull(snapshots.newest());
  }
}
