package io.lanistr.pipeline.data;

import io.lanistr.pipeline.data.packages.PackageStore;
import io.lanistr.pipeline.data.table.DatasetFiles;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which packages, quick-start data sets and pretrained encoders are kept: each is made
 * once, and then used without a network.
 */
public final class DatasetCache {

  private static final Logger LOG = LoggerFactory.getLogger(DatasetCache.class);

  private final java.nio.file.Path folder;

  /** A cache in {@code folder}, which is made when needed. */
  public DatasetCache(java.nio.file.Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The cache in the folder that the environment variable {@code LANISTR_CACHE} names, else in
   * {@code .cache/lanistr} in the user's home.
   */
  public static DatasetCache ofUser() {
    String named = System.getenv("LANISTR_CACHE");
    return new DatasetCache(
        named == null || named.isBlank()
            ? java.nio.file.Path.of(System.getProperty("user.home"), ".cache", "lanistr")
            : java.nio.file.Path.of(named));
  }

  /** The store of packages in this cache. */
  public PackageStore packages() {
    return new PackageStore(folder.resolve("packages"));
  }

  /** The folder of a pretrained encoder's checkpoint, got now if it is not there yet. */
  public java.nio.file.Path folderOf(PretrainedEncoder encoder) {
    String version = encoder.name() + "-" + encoder.source().version();
    java.nio.file.Path kept = folder.resolve("encoders").resolve(version);
    if (!java.nio.file.Files.isDirectory(kept)) {
      LOG.info("getting the text encoder {} into {}", encoder.name(), kept);
      encoder.unpack(packages(), kept);
    }
    return kept;
  }

  /**
   * The folder of a data set's Parquet, built now if it is not there yet.
   *
   * @throws IllegalStateException when the folder has another content than the data set's
   */
  public Path folderOf(QuickStartDataset dataset, SparkSession spark) {
    String name = dataset.name() + "-v" + dataset.version();
    Path kept = new Path(new Path(folder.toUri()), "datasets/" + name);
    String found = new DatasetFiles(spark, kept).fingerprint();
    if (found == null) {
      LOG.info("building the data set {} in {}", dataset.name(), kept);
      dataset.build(spark, kept);
    } else if (!found.equals(dataset.fingerprint())) {
      throw new IllegalStateException(
          kept
              + " has fingerprint "
              + found
              + ", not that of "
              + name
              + " ("
              + dataset.fingerprint()
              + "): delete that folder and run again");
    }
    return kept;
  }
}
