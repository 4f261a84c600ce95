package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.numpy.NpyFile;
import io.lanistr.pipeline.data.numpy.NumpyArray;
import io.lanistr.pipeline.data.numpy.PickleLimits;
import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.table.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Motion of a smart watch during seven shoulder exercises, from the Python package seglearn 1.2.5:
 * pieces of 200 samples (4 s) of acceleration and rotation along three axes each, averaged over
 * groups of four. Two of the ten people are the test split.
 */
final class WatchMotion {

  private static final String FILE = "seglearn/data/watch_dataset.npy";
  private static final Set<Long> TEST_PEOPLE = Set.of(3L, 7L);
  private static final int STEPS = 50;
  private static final int SAMPLES_PER_STEP = 4;
  private static final int CHANNELS = 6;
  private static final double ROUNDING = 1e4;

  private WatchMotion() {}

  static Pool<float[][]> read(Path wheel) {
    byte[] file = PackageArchive.readZipEntry(wheel, FILE);
    if (!(NpyFile.readObject(file, PickleLimits.DEFAULT) instanceof Map<?, ?> fields)) {
      throw new IllegalArgumentException(FILE + " in " + wheel + " holds no dictionary");
    }
    List<?> recordings = (List<?>) fields.get("X");
    NumpyArray exercises = (NumpyArray) fields.get("y");
    NumpyArray people = (NumpyArray) fields.get("subject");
    int samples = STEPS * SAMPLES_PER_STEP;
    Pool<float[][]> pool = new Pool<>();
    for (int r = 0; r < recordings.size(); r++) {
      NumpyArray recording = (NumpyArray) recordings.get(r);
      Split split = TEST_PEOPLE.contains(people.longAt(r)) ? Split.TEST : Split.TRAIN;
      int label = Math.toIntExact(exercises.longAt(r));
      for (int start = 0; start + samples <= recording.length(0); start += samples) {
        pool.add(split, label, piece(recording, start));
      }
    }
    return pool;
  }

  /** The piece from {@code start} on, [STEPS, CHANNELS], rounded to four decimals. */
  private static float[][] piece(NumpyArray recording, int start) {
    float[][] piece = new float[STEPS][CHANNELS];
    for (int step = 0; step < STEPS; step++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        double sum = 0;
        for (int k = 0; k < SAMPLES_PER_STEP; k++) {
          sum += recording.doubleAt(start + step * SAMPLES_PER_STEP + k, channel);
        }
        piece[step][channel] = (float) (Math.rint(sum / SAMPLES_PER_STEP * ROUNDING) / ROUNDING);
      }
    }
    return piece;
  }
}
