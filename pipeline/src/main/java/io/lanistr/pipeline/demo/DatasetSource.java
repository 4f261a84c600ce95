package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.UsageException;
import io.lanistr.pipeline.data.DatasetCache;
import io.lanistr.pipeline.data.QuickStartDataset;
import io.lanistr.pipeline.data.QuickStartDatasets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where the rows come from.
 *
 * @param name what to call the data set
 * @param folder its Parquet
 * @param labelled how many labelled rows it asks for, if it does
 * @param attribution whose it is, line by line
 */
record DatasetSource(String name, String folder, OptionalLong labelled, List<String> attribution) {

  /**
   * A quick-start data set by name, got and built if needed, or any folder.
   *
   * @param argument a name, a folder, or null for the first quick-start data set
   * @throws UsageException if it is neither
   */
  static DatasetSource of(String argument, SparkSession spark, DatasetCache cache) {
    List<QuickStartDataset> known = QuickStartDatasets.all(cache.packages());
    Optional<QuickStartDataset> chosen =
        argument == null
            ? Optional.of(known.get(0))
            : known.stream().filter(dataset -> dataset.name().equals(argument)).findFirst();
    if (chosen.isPresent()) {
      QuickStartDataset dataset = chosen.get();
      return new DatasetSource(
          dataset.name(),
          cache.folderOf(dataset, spark).toString(),
          OptionalLong.of(dataset.labelledRows()),
          dataset.attribution().lines().toList());
    }
    Path path = new Path(argument);
    try {
      if (!path.getFileSystem(spark.sessionState().newHadoopConf()).exists(path)) {
        throw new UsageException(
            "--dataset "
                + argument
                + " is neither a folder nor one of "
                + String.join(", ", known.stream().map(QuickStartDataset::name).toList()));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("cannot look at " + argument, e);
    }
    return new DatasetSource(path.getName(), argument, OptionalLong.empty(), List.of());
  }
}
