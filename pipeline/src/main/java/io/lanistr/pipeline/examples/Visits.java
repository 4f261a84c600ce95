package io.lanistr.pipeline.examples;

import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TabularEncoder;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the examples: made-up visits of patients, three each, of two kinds, each told by some
 * of a note, a heart rate and a table. About a quarter of each modality is missing.
 */
final class Visits {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "id string, patient string, label int, text string,"
              + " timeseries array<array<float>>, num_age double, cat_ward string");

  private static final String[][] WORDS = {
    {"cough", "fever", "breath", "chest"}, {"fall", "wrist", "fracture", "swelling"}
  };

  private Visits() {}

  /** The Parquet table that the first argument names, else made-up rows. */
  static Dataset<Row> of(SparkSession spark, String[] arguments) {
    return arguments.length > 0 ? spark.read().parquet(arguments[0]) : madeUp(spark, 80);
  }

  /** The visits of so many patients. */
  static Dataset<Row> madeUp(SparkSession spark, int patients) {
    Random random = new Random(patients);
    List<Row> rows = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      int label = patient % 2;
      double age = 40 + 15 * label + 12 * random.nextGaussian();
      for (int visit = 0; visit < 3; visit++) {
        int missing = random.nextInt(4);
        rows.add(
            RowFactory.create(
                "visit-" + patient + "-" + visit,
                "patient-" + patient,
                label,
                missing == 0 ? null : text(label, random),
                missing == 1 ? null : heartRate(label, random),
                missing == 2 ? null : age,
                missing == 2 ? null : "ward " + (random.nextInt(3) == 0 ? 2 : label)));
      }
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** What turns the columns into the one column that the network reads. */
  static List<PipelineStage> features() {
    return List.of(
        new TextTokenizer(),
        new TimeSeriesAssembler(),
        new TabularEncoder()
            .setNumericCols(new String[] {"num_age"})
            .setCategoricalCols(new String[] {"cat_ward"}),
        new MultimodalAssembler()
            .setIdCol("id")
            .setTextCol("text_tokens")
            .setSeriesCol("timeseries_grid")
            .setTableCol("table"));
  }

  private static String text(int label, Random random) {
    String[] words = WORDS[label];
    return "seen for " + words[random.nextInt(4)] + " and " + words[random.nextInt(4)];
  }

  private static List<List<Float>> heartRate(int label, Random random) {
    List<List<Float>> steps = new ArrayList<>();
    for (int step = 0; step < 6; step++) {
      steps.add(List.of((float) (95 - 20 * label + 8 * random.nextGaussian())));
    }
    return steps;
  }
}
