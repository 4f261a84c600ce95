package io.lanistr.persistence;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves a folder by writing it under another name and renaming it when it is whole. Spark's own
 * {@code overwrite().save(path)} deletes what is there first, so a save that fails leaves nothing.
 *
 * <p>Between moving the old folder away and the new one into its place, a crash leaves neither
 * under the name; {@link #recover} then brings the old one back.
 */
public final class AtomicSave {
  private static final Logger LOG = LoggerFactory.getLogger(AtomicSave.class);
  private static final String WRITING = "._writing-";
  private static final String FORMER = "._former-";
  private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private AtomicSave() {}

  /** Writes a folder. */
  @FunctionalInterface
  public interface FolderWriter {
    void write(String path) throws IOException;
  }

  /**
   * Saves anything of Spark ML, for instance a PipelineModel, in the place of what is there. If it
   * fails, what is there stays.
   *
   * @throws IOException if it can't be written
   */
  public static void overwrite(MLWritable what, String path, SparkSession session)
      throws IOException {
    save(
        path,
        true,
        session.sessionState().newHadoopConf(),
        to -> what.write().session(session).save(to));
  }

  /**
   * Saves a folder.
   *
   * @param overwrite whether it may take the place of one that is there
   * @throws IOException if it can't be written, or one is there that may not be replaced
   */
  public static void save(String path, boolean overwrite, Configuration hadoop, FolderWriter writer)
      throws IOException {
    Path target = new Path(path);
    FileSystem files = target.getFileSystem(hadoop);
    Path absolute = target.makeQualified(files.getUri(), files.getWorkingDirectory());
    recover(path, hadoop);
    if (files.exists(absolute) && !overwrite) {
      throw new IOException(
          "Path " + path + " already exists. To overwrite it, use write.overwrite().save(path)");
    }
    Path writing = sibling(absolute, WRITING);
    boolean whole = false;
    try {
      writer.write(writing.toString());
      whole = true;
    } finally {
      if (!whole) {
        files.delete(writing, true);
      }
    }
    swap(files, writing, absolute);
  }

  private static void swap(FileSystem files, Path writing, Path target) throws IOException {
    Path former = null;
    if (files.exists(target)) {
      former = sibling(target, FORMER);
      rename(files, target, former);
    }
    try {
      rename(files, writing, target);
    } catch (IOException e) {
      if (former != null) {
        rename(files, former, target);
      }
      files.delete(writing, true);
      throw e;
    }
    if (former != null) {
      files.delete(former, true);
    }
  }

  /**
   * Brings back what was at a path before a save that broke off between two renames.
   *
   * @return whether there was something to bring back
   */
  public static boolean recover(String path, Configuration hadoop) throws IOException {
    Path target = new Path(path);
    FileSystem files = target.getFileSystem(hadoop);
    Path absolute = target.makeQualified(files.getUri(), files.getWorkingDirectory());
    Path parent = absolute.getParent();
    if (files.exists(absolute) || parent == null || !files.exists(parent)) {
      return false;
    }
    // Not that of another model, whose name only begins like this one's.
    Pattern former = Pattern.compile(Pattern.quote(FORMER + absolute.getName() + "-") + UUID_FORM);
    for (FileStatus one : files.listStatus(parent)) {
      if (former.matcher(one.getPath().getName()).matches()) {
        LOG.warn("A save to {} broke off; bringing back what was there before", path);
        rename(files, one.getPath(), absolute);
        return true;
      }
    }
    return false;
  }

  private static Path sibling(Path target, String prefix) throws IOException {
    if (target.getParent() == null) {
      throw new IOException("cannot save to the root of a file system: " + target);
    }
    return new Path(target.getParent(), prefix + target.getName() + "-" + UUID.randomUUID());
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }
}
