package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.evaluation.AccuracyEvaluator;
import io.lanistr.evaluation.Auroc;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.optimizer.EpochSchedule;
import io.lanistr.udf.series.Imputation;
import io.lanistr.udf.series.SeriesChannel;
import io.lanistr.udf.series.SeriesDiscretizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Cases around the network: metrics, learning-rate schedule, gridding of series. */
final class OtherCases {
  private OtherCases() {}

  static Comparison metrics(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    double[][] binary = rows(h.inputs.get("binary_logits"));
    int[] labels = h.inputs.get("binary_labels").ints();
    h.comparison.check("auroc_official_macro_raw_logits", Auroc.macro(binary, labels, null));
    double[] odds = new double[binary.length];
    boolean[] positive = new boolean[binary.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = Auroc.logOdds(binary[i], 1);
      positive[i] = labels[i] == 1;
    }
    h.comparison.check("auroc_logit_difference", Auroc.binary(odds, positive, null));
    h.comparison.check("accuracy", accuracy(h));
    return h.comparison;
  }

  private static double accuracy(Harness h) {
    double[][] logits = rows(h.inputs.get("logits"));
    int[] labels = h.inputs.get("labels").ints();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      int best = 0;
      for (int c = 1; c < logits[i].length; c++) {
        best = logits[i][c] > logits[i][best] ? c : best;
      }
      rows.add(RowFactory.create((double) labels[i], (double) best));
    }
    StructType type =
        new StructType().add("label", DataTypes.DoubleType).add("prediction", DataTypes.DoubleType);
    return new AccuracyEvaluator().evaluate(LocalSpark.session().createDataFrame(rows, type));
  }

  private static double[][] rows(GoldenTensor tensor) {
    int cols = tensor.extent(1);
    double[][] rows = new double[tensor.extent(0)][cols];
    for (int i = 0; i < tensor.size(); i++) {
      rows[i / cols][i % cols] = tensor.floats()[i];
    }
    return rows;
  }

  static Comparison schedule(GoldenCase golden) throws IOException {
    Comparison comparison = new Comparison(golden);
    JsonNode schedules = golden.config().get("schedules");
    for (int k = 0; k < schedules.size(); k++) {
      JsonNode s = schedules.get(k);
      int epochs = s.get("num_epochs").asInt();
      EpochSchedule schedule =
          new EpochSchedule(s.get("base_lr").asDouble(), s.get("warmup_epochs").asInt(), epochs);
      float[] rates = new float[epochs];
      for (int epoch = 0; epoch < epochs; epoch++) {
        rates[epoch] = (float) schedule.rate(epoch);
      }
      comparison.check("lr." + k, rates);
    }
    return comparison;
  }

  static Comparison discretizer(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    JsonNode config = golden.config();
    float[] zero = discretize(h, Imputation.ZERO);
    h.comparison.check("zero.discretized", zero);
    h.comparison.check("next.discretized", discretize(h, Imputation.NEXT));
    SeriesDiscretizer discretizer = discretizer(h, Imputation.ZERO);
    h.comparison.require(
        Arrays.equals(discretizer.numericColumns(), columns(config.get("intended_norm_columns"))),
        "numeric columns " + Arrays.toString(discretizer.numericColumns()));
    normalized(h, zero, discretizer.numericColumns(), "zero.normalized_intended");
    normalized(h, zero, columns(config.get("official_norm_columns")), "zero.normalized_official");
    return h.comparison;
  }

  private static void normalized(Harness h, float[] grid, int[] columns, String name) {
    float[] copy = grid.clone();
    float[] means = h.input("means");
    SeriesDiscretizer.normalizeInPlace(copy, means.length, columns, means, h.input("stds"));
    h.comparison.check(name, copy);
  }

  private static int[] columns(JsonNode list) {
    int[] columns = new int[list.size()];
    Arrays.setAll(columns, i -> list.get(i).asInt());
    return columns;
  }

  private static SeriesDiscretizer discretizer(Harness h, Imputation imputation) {
    JsonNode config = h.golden.config();
    JsonNode described = config.get("channels");
    List<SeriesChannel> channels = new ArrayList<>();
    for (JsonNode id : described.get("id_to_channel")) {
      String name = id.asText();
      List<String> categories = new ArrayList<>();
      described.get("possible_values").get(name).forEach(c -> categories.add(c.asText()));
      String usual = described.get("normal_values").get(name).asText();
      channels.add(new SeriesChannel(name, categories, usual));
    }
    double interval = config.get("timestep").asDouble();
    int steps = (int) Math.ceil(config.get("end").asDouble() / interval);
    SeriesDiscretizer discretizer = new SeriesDiscretizer(channels, interval, steps, imputation);
    List<String> header = new ArrayList<>();
    config.get("header").forEach(column -> header.add(column.asText()));
    h.comparison.require(discretizer.header().equals(header), "header " + discretizer.header());
    return discretizer;
  }

  private static float[] discretize(Harness h, Imputation imputation) {
    JsonNode rows = h.golden.config().get("rows");
    double[] times = new double[rows.size()];
    String[][] events = new String[rows.size()][];
    for (int i = 0; i < times.length; i++) {
      JsonNode row = rows.get(i);
      times[i] = row.get(0).asDouble();
      events[i] = new String[row.size() - 1];
      Arrays.setAll(events[i], c -> row.get(c + 1).asText());
    }
    return discretizer(h, imputation).discretize(times, events);
  }
}
