package io.lanistr.training.snapshot;

import io.lanistr.training.JsonTree;
import io.lanistr.training.NetworkState;
import io.lanistr.training.progress.ProgressState;
import io.lanistr.training.snapshot.Snapshot.BestSoFar;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The snapshots of one training, in a folder of its own within the one that the user named.
 *
 * <p>A snapshot is a folder {@code step-<steps>}: a file for each slice and, written last, a
 * manifest with lengths and checksums. It is made under another name and renamed when whole, so a
 * half-written one is never taken for a snapshot. A training that has ended leaves {@code
 * finished}.
 */
public final class Snapshots {
  private static final String MANIFEST = "manifest.json";
  private static final String FINGERPRINT = "training.json";
  private static final String FINISHED = "finished";
  private static final String UNFINISHED_PREFIX = ".writing-";
  private static final String TRIED_PREFIX = ".trying-";
  private static final Pattern STEP = Pattern.compile("step-\\d{12}");
  private static final int MAX_JSON_BYTES = 64 << 20;
  private static final int MOST_DIFFERENCES = 20;

  private final SnapshotConfig config;
  private final Configuration hadoop;
  private final Consumer<String> notes;
  private final FileSystem files;
  private final Path folder;

  private Snapshots(
      SnapshotConfig config,
      Configuration hadoop,
      Consumer<String> notes,
      FileSystem files,
      Path folder) {
    this.config = config;
    this.hadoop = hadoop;
    this.notes = notes;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Opens the snapshots of a training, and sees to it that they can be written.
   *
   * @param kind of the training: those of one kind are compared
   * @param notes is told what the user should know
   * @throws IllegalArgumentException if the folder holds an unfinished training of the kind that
   *     differs, and the policy is strict
   * @throws UncheckedIOException if the folder can't be used
   */
  public static Snapshots open(
      SnapshotConfig config,
      String kind,
      Fingerprint fingerprint,
      Configuration hadoop,
      Consumer<String> notes) {
    Path folder = new Path(config.folder());
    try {
      FileSystem files = folder.getFileSystem(hadoop);
      // Executors have working directories of their own.
      Path root = files.makeQualified(folder);
      folder = new Path(root, kind + "-" + fingerprint.digest());
      Snapshots snapshots = new Snapshots(config, hadoop, notes, files, folder);
      if (!files.exists(folder)) {
        snapshots.meet(root, kind, fingerprint);
        if (!files.mkdirs(folder)) {
          throw new IOException("the folder can't be made");
        }
        snapshots.write(
            new Path(folder, FINGERPRINT), fingerprint.toJson().toPrettyString() + "\n");
      }
      snapshots.removeHalfWritten();
      return snapshots;
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static UncheckedIOException unwritable(Path folder, IOException why) {
    return new UncheckedIOException(
        "Checkpoints can't be written to "
            + folder
            + " ("
            + why.getMessage()
            + "); choose a folder that the driver and all executors can write to",
        why);
  }

  /** Looks at the other unfinished trainings of the kind, and does what the policy says. */
  private void meet(Path root, String kind, Fingerprint fingerprint) throws IOException {
    if (config.policy() == ResumePolicy.SEPARATE || !files.exists(root)) {
      return;
    }
    for (FileStatus other : files.listStatus(root)) {
      Path path = other.getPath();
      if (path.getName().startsWith(kind + "-") && steps(path).size() > 0) {
        if (config.policy() == ResumePolicy.STRICT) {
          throw refusal(path, fingerprint);
        }
        notes.accept("removing the unfinished training " + path);
        files.delete(path, true);
      }
    }
  }

  private IllegalArgumentException refusal(Path other, Fingerprint fingerprint) {
    List<String> lines = new ArrayList<>();
    try {
      String text = text(new Path(other, FINGERPRINT));
      lines.addAll(
          fingerprint.differences(
              Fingerprint.ofJson(JsonTree.parse(text, other + "/" + FINGERPRINT))));
    } catch (IOException | IllegalArgumentException e) {
      lines.add("it can't be read: " + e.getMessage());
    }
    int more = lines.size() - MOST_DIFFERENCES;
    String list = String.join("\n  ", lines.subList(0, Math.min(lines.size(), MOST_DIFFERENCES)));
    return new IllegalArgumentException(
        "The folder "
            + config.folder()
            + " holds an unfinished training with other rows or settings:\n  "
            + list
            + (more > 0 ? "\n  and " + more + " more" : "")
            + "\nUndo the changes to resume it, choose another folder, or set resumePolicy to"
            + " 'restart' (removes it) or 'separate' (leaves it alone).");
  }

  private void removeHalfWritten() throws IOException {
    for (FileStatus one : files.listStatus(folder)) {
      if (one.getPath().getName().startsWith(UNFINISHED_PREFIX)) {
        files.delete(one.getPath(), true);
      }
    }
  }

  /**
   * Sees to it that executors can write here, and that it is the driver's folder.
   *
   * @param probe has every executor write a file into a folder that the driver has made
   */
  public void requireShared(Consumer<String> probe) {
    Path tried = new Path(folder, TRIED_PREFIX + UUID.randomUUID());
    try {
      if (!files.mkdirs(tried)) {
        throw new IOException("cannot make " + tried);
      }
      try {
        probe.accept(tried.toString());
      } finally {
        files.delete(tried, true);
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  /** How the file system is reached. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Whether a snapshot is wanted after this step, counted from 1. */
  public boolean due(long step, boolean endsEpoch) {
    return endsEpoch || (config.everySteps() > 0 && step % config.everySteps() == 0);
  }

  /** How the training went that has ended before, or null. */
  public Snapshot finished() {
    Path path = new Path(folder, FINISHED);
    try {
      return files.exists(new Path(path, MANIFEST)) ? read(path) : null;
    } catch (IOException | IllegalArgumentException e) {
      notes.accept("the finished training in " + path + " is not usable: " + e.getMessage());
      return null;
    }
  }

  /** The newest snapshot that is whole, or null. */
  public Snapshot newest() {
    try {
      for (Path step : steps(folder)) {
        try {
          return read(step);
        } catch (IOException | IllegalArgumentException e) {
          notes.accept(
              "checkpoint " + step + " is not usable, looking for one before: " + e.getMessage());
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for checkpoints in " + folder, e);
    }
  }

  private List<Path> steps(Path of) throws IOException {
    List<Path> steps = new ArrayList<>();
    if (files.exists(of)) {
      for (FileStatus one : files.listStatus(of)) {
        if (one.isDirectory() && STEP.matcher(one.getPath().getName()).matches()) {
          steps.add(one.getPath());
        }
      }
    }
    steps.sort(Comparator.comparing(Path::getName).reversed());
    return steps;
  }

  private Snapshot read(Path path) throws IOException {
    Manifest manifest = Manifest.of(text(new Path(path, MANIFEST)), path + "/" + MANIFEST);
    float[] weights = new float[manifest.parameters()];
    float[] statistics = new float[0];
    for (SliceFile slice : manifest.slices()) {
      Map<String, float[]> tensors = SliceFiles.read(hadoop, path, slice, SliceFiles.NETWORK);
      float[] values = tensors.get(SliceFiles.WEIGHTS);
      System.arraycopy(values, 0, weights, slice.start(), slice.length());
      statistics = tensors.getOrDefault(SliceFiles.STATISTICS, statistics);
    }
    return new Snapshot(
        path.toString(),
        manifest.step(),
        manifest.slices(),
        weights,
        statistics,
        manifest.progress(),
        best(path, manifest.bestOrNull()));
  }

  private BestSoFar best(Path path, Manifest.Best bestOrNull) throws IOException {
    if (bestOrNull == null) {
      return null;
    }
    Map<String, float[]> tensors =
        SliceFiles.read(hadoop, path, bestOrNull.file(), SliceFiles.NETWORK);
    return new BestSoFar(
        tensors.get(SliceFiles.WEIGHTS),
        tensors.getOrDefault(SliceFiles.STATISTICS, new float[0]),
        bestOrNull.value(),
        bestOrNull.epochsSince());
  }

  /** Writes the slices of a snapshot into a folder. */
  @FunctionalInterface
  public interface SliceWriter {
    List<SliceFile> write(String folder);
  }

  /**
   * Takes a snapshot. If it can't be written, the training goes on, and the user is told.
   *
   * @param slices writes weights and moments, on the executors
   * @param bestOrNull the best epoch so far
   */
  public void take(long step, SliceWriter slices, ProgressState progress, BestSoFar bestOrNull) {
    try {
      String name = String.format(Locale.ROOT, "step-%012d", step);
      put(name, step, slices, progress, bestOrNull);
      prune(name, config.kept());
    } catch (Exception e) { // Scala throws checked exceptions without saying so.
      notes.accept(
          "the checkpoint of step "
              + step
              + " could not be written to "
              + folder
              + ": "
              + cause(e));
    }
  }

  /** Notes how the training ended, in the place of its snapshots. */
  public void finish(long step, NetworkState state, ProgressState progress) {
    try {
      put(FINISHED, step, to -> List.of(whole(to, "network", state)), progress, null);
      prune("", 0);
    } catch (Exception e) {
      notes.accept("the end of training could not be noted in " + folder + ": " + cause(e));
    }
  }

  /**
   * Removes all snapshots but a number of the newest; those of later steps, which could not be
   * used, as this training has come to its step without them; and what one that failed has left:
   * tasks of it may have gone on writing after it was given up.
   */
  private void prune(String newest, int kept) throws IOException {
    int useful = 0;
    for (Path step : steps(folder)) {
      if (step.getName().compareTo(newest) > 0 || ++useful > kept) {
        files.delete(step, true);
      }
    }
    removeHalfWritten();
  }

  private SliceFile whole(String to, String name, NetworkState state) {
    float[] weights = state.trainable();
    try {
      return SliceFiles.write(
          hadoop,
          new Path(to),
          name + ".safetensors",
          0,
          weights.length,
          weights,
          0,
          null,
          state.buffers(),
          new float[0]);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + to, e);
    }
  }

  private void put(
      String name, long step, SliceWriter slices, ProgressState progress, BestSoFar bestOrNull)
      throws IOException {
    Path writing = new Path(folder, UNFINISHED_PREFIX + name + "-" + UUID.randomUUID());
    boolean whole = false;
    try {
      if (!files.mkdirs(writing)) {
        throw new IOException("cannot make " + writing);
      }
      List<SliceFile> written = slices.write(writing.toString());
      requireThere(writing, written);
      Manifest.Best best = null;
      if (bestOrNull != null) {
        NetworkState state =
            new NetworkState(bestOrNull.weights(), new float[0], bestOrNull.statistics());
        best =
            new Manifest.Best(
                whole(writing.toString(), "best", state),
                bestOrNull.value(),
                bestOrNull.epochsSince());
      }
      Manifest manifest = new Manifest(step, written, progress, best);
      write(new Path(writing, MANIFEST), manifest.toJson());
      Path target = new Path(folder, name);
      files.delete(target, true);
      if (!files.rename(writing, target)) {
        throw new IOException("cannot rename " + writing + " to " + target);
      }
      whole = true;
    } finally {
      if (!whole) {
        files.delete(writing, true);
      }
    }
  }

  /** A folder of this name on another machine would hold what its executor wrote. */
  private void requireThere(Path in, List<SliceFile> written) throws IOException {
    Map<String, Long> there = new HashMap<>();
    for (FileStatus file : files.listStatus(in)) {
      there.put(file.getPath().getName(), file.getLen());
    }
    for (SliceFile slice : written) {
      if (!Long.valueOf(slice.bytes()).equals(there.get(slice.name()))) {
        throw new IOException(
            new Path(in, slice.name())
                + " is not as an executor wrote it; is the folder shared by the driver and all"
                + " executors?");
      }
    }
  }

  private static String cause(Throwable t) {
    Throwable root = t;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private void write(Path path, String text) throws IOException {
    try (OutputStream out = files.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String text(Path path) throws IOException {
    long length = files.getFileStatus(path).getLen();
    if (length > MAX_JSON_BYTES) {
      throw new IOException(path + " has " + length + " bytes, too many for what it should be");
    }
    try (var in = files.open(path)) {
      return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
    }
  }
}
