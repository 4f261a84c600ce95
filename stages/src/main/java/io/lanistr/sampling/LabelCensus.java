package io.lanistr.sampling;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.lanistr.feature.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Counts the labelled rows of a table by class and finds where each class's draw ends. */
final class LabelCensus {
  private static final String CLASS = "class";
  private static final String HASH = "hash";
  private static final String PLACE = "place";

  private final LabelSubsampler stage;
  private final boolean numeric;
  private final Dataset<Row> labelled;

  LabelCensus(LabelSubsampler stage, Dataset<?> dataset) {
    this.stage = stage;
    LabelClasses classes = LabelClasses.of(stage, dataset.schema());
    Column id = Columns.named(stage.getIdCol());
    numeric = classes.numeric();
    labelled =
        dataset
            .toDF()
            .filter(classes.labelled())
            .select(
                classes.name().as(CLASS),
                when(id.isNotNull(), Hashes.of(stage.getSeed(), id)).as(HASH));
  }

  LabelDraw draw() {
    List<Row> counts = counts();
    long[] byClass = counts.stream().mapToLong(row -> row.getLong(1)).toArray();
    long all = 0;
    for (long rows : byClass) {
      all += rows;
    }
    long wanted =
        stage.isDefined(stage.count())
            ? stage.getCount()
            : Math.max(1, Math.round(stage.getFraction() * all));
    long[] quotas = LabelQuotas.of(byClass, wanted, stage.getMinPerClass());
    Map<String, Long> quotaOf = new HashMap<>();
    for (int i = 0; i < quotas.length; i++) {
      quotaOf.put(counts.get(i).getString(0), quotas[i]);
    }
    Map<String, Long> lasts = lasts(quotaOf);
    List<LabelDraw.OfClass> drawn = new ArrayList<>();
    for (int i = 0; i < quotas.length; i++) {
      String name = counts.get(i).getString(0);
      if (quotas[i] == byClass[i]) {
        drawn.add(new LabelDraw.OfClass(name, byClass[i], quotas[i], Long.MAX_VALUE));
      } else if (quotas[i] > 0) {
        drawn.add(new LabelDraw.OfClass(name, byClass[i], quotas[i], last(name, lasts)));
      }
    }
    return new LabelDraw(drawn);
  }

  /** Rows by class, in the order of the classes. */
  private List<Row> counts() {
    List<Row> counts =
        new ArrayList<>(
            labelled
                .groupBy(CLASS)
                .agg(count(lit(1)), count(when(col(HASH).isNull(), 1)))
                .limit(stage.getMaxClasses() + 1)
                .collectAsList());
    if (counts.isEmpty()) {
      throw problem("no row has a label", "name another labelCol");
    }
    if (counts.size() > stage.getMaxClasses()) {
      throw problem(
          "there are more than " + stage.getMaxClasses() + " different labels",
          "set stratified=false if they are no classes, or maxClasses if they are");
    }
    long withoutId = counts.stream().mapToLong(row -> row.getLong(2)).sum();
    if (withoutId > 0) {
      throw problem(
          withoutId + " labelled rows have null in '" + stage.getIdCol() + "'",
          "give each row an id");
    }
    if (numeric && counts.stream().anyMatch(row -> row.getString(0).equals(LabelClasses.NAN))) {
      throw problem("there are NaN labels", "make them null if these rows have no label");
    }
    counts.sort(
        numeric
            ? Comparator.comparingDouble(row -> Double.parseDouble(row.getString(0)))
            : Comparator.comparing(row -> row.getString(0)));
    return counts;
  }

  /** The hash up to which a class has exactly the wanted number of rows, by class. */
  private Map<String, Long> lasts(Map<String, Long> quotas) {
    Column quota = Literals.longs(quotas, col(CLASS));
    Map<String, Long> lasts = new HashMap<>();
    labelled
        // Over a range, so that rows of one hash have one place: the last of them.
        .withColumn(
            PLACE,
            count(lit(1))
                .over(
                    Window.partitionBy(CLASS)
                        .orderBy(HASH)
                        .rangeBetween(Window.unboundedPreceding(), Window.currentRow())))
        .filter(col(PLACE).equalTo(quota))
        .select(CLASS, HASH)
        .distinct()
        .collectAsList()
        .forEach(row -> lasts.put(row.getString(0), row.getLong(1)));
    return lasts;
  }

  private long last(String name, Map<String, Long> lasts) {
    Long last = lasts.get(name);
    if (last == null) {
      throw problem(
          "labelled rows of class " + name + " share an id in '" + stage.getIdCol() + "'",
          "give each row an id of its own, or set idCol");
    }
    return last;
  }

  private IllegalArgumentException problem(String what, String remedy) {
    return new IllegalArgumentException(
        "%s: labels of column '%s' can't be drawn: %s; %s"
            .formatted(stage.uid(), stage.getLabelCol(), what, remedy));
  }
}
