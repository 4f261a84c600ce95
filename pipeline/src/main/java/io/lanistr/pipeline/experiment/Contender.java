package io.lanistr.pipeline.experiment;

import io.lanistr.pipeline.dataset.Modality;
import java.util.Set;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A system that learns from labelled rows. */
public interface Contender {
  /** Its key in files. */
  String name();

  /** Its name for people. */
  String title();

  /** The modalities that it looks at; rows that have none of them are not shown to it. */
  Set<Modality> modalities();

  /**
   * Learns.
   *
   * @param labelled prepared rows, all with a label and at least one of the modalities; two or more
   *     classes occur
   * @param unlabelled the other training rows with at least one of the modalities, whose labels are
   *     hidden (-1)
   * @return what adds a vector column {@code probability} with an entry for each class
   */
  Transformer fit(Dataset<Row> labelled, Dataset<Row> unlabelled, long seed);
}
