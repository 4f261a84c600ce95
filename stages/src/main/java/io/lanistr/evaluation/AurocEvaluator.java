package io.lanistr.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Exact area under the ROC curve, at any number of rows: no bins, ties count one half, rows may
 * have weights. Two classes give the area of class 1; more give the mean over the classes of each
 * against the rest (macro).
 *
 * <p>The scores come from one of three columns: {@code scoreCol} (one number per row, two classes)
 * if set, else {@code rawPredictionCol} (a vector of logits, ranked by their log odds under
 * softmax) if set, else {@code probabilityCol} (a vector of probabilities).
 */
public final class AurocEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> labelCol;
  private final Param<String> probabilityCol;
  private final Param<String> rawPredictionCol;
  private final Param<String> scoreCol;
  private final Param<String> weightCol;
  private final Param<String> handleAbsentClass;

  public AurocEvaluator(String uid) {
    this.uid = uid;
    labelCol = new Param<>(this, "labelCol", "column of the label, whole numbers from 0");
    probabilityCol = new Param<>(this, "probabilityCol", "vector column of class probabilities");
    rawPredictionCol =
        new Param<>(
            this,
            "rawPredictionCol",
            "vector column of class logits, used instead of probabilityCol if not empty");
    scoreCol =
        new Param<>(
            this,
            "scoreCol",
            "numeric column that ranks class 1 above class 0, used instead of a vector if not"
                + " empty");
    weightCol =
        new Param<>(this, "weightCol", "numeric column of row weights; empty: every row weighs 1");
    handleAbsentClass =
        new Param<>(
            this,
            "handleAbsentClass",
            "what to do if one of more than two classes has no row: 'error', or 'skip' to leave it"
                + " out of the mean",
            ParamValidators.inArray(List.of("error", "skip")));
    setDefault(labelCol, "label");
    setDefault(probabilityCol, "probability");
    setDefault(rawPredictionCol, "");
    setDefault(scoreCol, "");
    setDefault(weightCol, "");
    setDefault(handleAbsentClass, "error");
  }

  public AurocEvaluator() {
    this(Identifiable.randomUID("auroc"));
  }

  /**
   * The area, between 0 and 1; one half is chance.
   *
   * @throws IllegalArgumentException if a column is missing or has the wrong type, if labels,
   *     scores or weights can't be used (counted, with an example), or if a class has no row
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    Map<Integer, Double> areas = evaluateEachClass(dataset);
    return areas.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /**
   * The area of each class against the rest, by class number; with two classes only that of class
   * 1. Classes left out by {@code handleAbsentClass} are not in it.
   */
  public Map<Integer, Double> evaluateEachClass(Dataset<?> dataset) {
    InputColumns columns = new InputColumns(uid, dataset.schema());
    ScoreKind kind;
    String name;
    Column score;
    if (!getScoreCol().isEmpty()) {
      kind = ScoreKind.NUMBER;
      name = getScoreCol();
      score = columns.numeric("scoreCol", name);
    } else if (!getRawPredictionCol().isEmpty()) {
      kind = ScoreKind.LOGITS;
      name = getRawPredictionCol();
      score = columns.vector("rawPredictionCol", name);
    } else {
      kind = ScoreKind.PROBABILITIES;
      name = getProbabilityCol();
      score = columns.vector("probabilityCol", name);
    }
    Dataset<Row> scored =
        dataset
            .toDF()
            .select(
                score.as("score"),
                columns.numeric("labelCol", getLabelCol()).as("label"),
                columns.weight(getWeightCol()).as("weight"));
    DistributedAuroc sums = new DistributedAuroc(scored, kind);
    refuseProblems(sums.problems(), name);
    return areas(sums.classes(), name);
  }

  private void refuseProblems(Map<Problem, ClassSum> problems, String score) {
    if (problems.isEmpty()) {
      return;
    }
    List<String> clauses = new ArrayList<>();
    problems.forEach(
        (problem, found) -> {
          String column =
              switch (problem) {
                case NULL_SCORE, NAN_SCORE, SHORT_VECTOR -> score;
                case NULL_LABEL, BAD_LABEL -> getLabelCol();
                case BAD_WEIGHT -> getWeightCol();
              };
          clauses.add(problem.describe(found.rows(), column, found.first()));
        });
    throw new IllegalArgumentException(uid + ": " + String.join("; ", clauses));
  }

  private Map<Integer, Double> areas(Map<Integer, ClassSum> classes, String score) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(uid + ": there is no row to evaluate");
    }
    if (classes.values().stream().mapToLong(ClassSum::rows).distinct().count() > 1) {
      throw new IllegalArgumentException(
          uid + ": the vectors of column '" + score + "' differ in size from row to row");
    }
    boolean binary = classes.size() == 1;
    Map<Integer, Double> areas = new LinkedHashMap<>();
    classes.forEach(
        (c, found) -> {
          RankSum sum = found.sum();
          if (sum.positive() > 0 && sum.negative() > 0) {
            areas.put(c, sum.area());
          } else if (binary || !getHandleAbsentClass().equals("skip")) {
            throw new IllegalArgumentException(
                uid
                    + ": AUROC needs rows of every class, but in column '"
                    + getLabelCol()
                    + "' class "
                    + c
                    + " weighs "
                    + sum.positive()
                    + " and all others "
                    + sum.negative()
                    + (binary ? "" : "; handleAbsentClass=skip leaves such a class out"));
          }
        });
    if (areas.isEmpty()) {
      throw new IllegalArgumentException(
          uid + ": column '" + getLabelCol() + "' holds only one class; AUROC needs two");
    }
    return areas;
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public AurocEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public String toString() {
    return "AurocEvaluator: uid=" + uid;
  }

  public static MLReader<AurocEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  public static AurocEvaluator load(String path) {
    return read().load(path);
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public String getLabelCol() {
    return getOrDefault(labelCol);
  }

  /** Column of the label. Default is "label". */
  public AurocEvaluator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public String getProbabilityCol() {
    return getOrDefault(probabilityCol);
  }

  /** Vector column of class probabilities. Default is "probability". */
  public AurocEvaluator setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  public String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol);
  }

  /** Vector column of logits to use instead of the probabilities. Default is none. */
  public AurocEvaluator setRawPredictionCol(String value) {
    set(rawPredictionCol, value);
    return this;
  }

  public Param<String> scoreCol() {
    return scoreCol;
  }

  public String getScoreCol() {
    return getOrDefault(scoreCol);
  }

  /** Numeric column to use instead of a vector; the label is then 0 or 1. Default is none. */
  public AurocEvaluator setScoreCol(String value) {
    set(scoreCol, value);
    return this;
  }

  public Param<String> weightCol() {
    return weightCol;
  }

  public String getWeightCol() {
    return getOrDefault(weightCol);
  }

  /** Numeric column of row weights. Default is none: every row weighs 1. */
  public AurocEvaluator setWeightCol(String value) {
    set(weightCol, value);
    return this;
  }

  public Param<String> handleAbsentClass() {
    return handleAbsentClass;
  }

  public String getHandleAbsentClass() {
    return getOrDefault(handleAbsentClass);
  }

  /** "error" or "skip", for a class without rows among more than two. Default is "error". */
  public AurocEvaluator setHandleAbsentClass(String value) {
    set(handleAbsentClass, value);
    return this;
  }
}
