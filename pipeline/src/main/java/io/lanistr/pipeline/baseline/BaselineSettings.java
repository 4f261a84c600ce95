package io.lanistr.pipeline.baseline;

import com.typesafe.config.Config;
import java.util.List;

/**
 * Sizes of the classical baseline.
 *
 * @param textFeatures buckets of hashed words
 * @param imageSide pictures are shrunk to squares of so many pixels
 * @param seriesSteps series are resampled to so many steps
 * @param categoryFeatures buckets of hashed categories
 * @param components the most principal components of pictures and of series
 * @param regularization L2 strengths of the logistic regression to choose from
 * @param trees numbers of trees of the random forest to choose from
 * @param treeDepth the deepest tree
 * @param iterations the most iterations of the logistic regression
 * @param folds folds of the cross-validation on the labelled rows
 */
public record BaselineSettings(
    int textFeatures,
    int imageSide,
    int seriesSteps,
    int categoryFeatures,
    int components,
    List<Double> regularization,
    List<Integer> trees,
    int treeDepth,
    int iterations,
    int folds) {
  /** Copies the lists. */
  public BaselineSettings {
    regularization = List.copyOf(regularization);
    trees = List.copyOf(trees);
  }

  /** Reads the settings. */
  public static BaselineSettings of(Config config) {
    return new BaselineSettings(
        config.getInt("text-features"),
        config.getInt("image-side"),
        config.getInt("series-steps"),
        config.getInt("category-features"),
        config.getInt("components"),
        config.getDoubleList("regularization"),
        config.getIntList("trees"),
        config.getInt("tree-depth"),
        config.getInt("iterations"),
        config.getInt("folds"));
  }
}
