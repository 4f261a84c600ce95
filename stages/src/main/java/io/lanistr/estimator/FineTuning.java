package io.lanistr.estimator;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.optimizer.Unfreezing;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the estimators that learn from labels have in common: which rows they look at, and the
 * network that they start from.
 */
final class FineTuning {
  private final FineTuner<?> stage;
  private final MultimodalMetadata input;
  private final SavedNetwork start;

  /**
   * Looks for the network to start from.
   *
   * @throws IllegalArgumentException if there is one that doesn't fit the table or the Params
   */
  FineTuning(FineTuner<?> stage, Dataset<?> dataset) {
    this.stage = stage;
    StructType schema = dataset.schema();
    input = Inputs.requireSizes(stage.uid(), schema, stage.getMultimodalCol());
    start = stage.getInitialization().equals("random") ? null : pretrained(dataset);
  }

  private SavedNetwork pretrained(Dataset<?> dataset) {
    String source;
    LanistrPretrainedModel model;
    if (!stage.getPretrainedPath().isEmpty()) {
      source = "the pretrained model " + stage.getPretrainedPath();
      model =
          LanistrPretrainedModel.read()
              .session(dataset.sparkSession())
              .load(stage.getPretrainedPath());
    } else {
      model =
          PretrainedModels.of(
              stage.uid(), dataset.schema().apply(stage.getMultimodalCol()).metadata());
      source = model == null ? "" : "the pretrained model " + model.uid();
    }
    if (model == null) {
      return null;
    }
    SavedNetwork pretrained = model.fitted().saved();
    InputDifferences.refuse(
        stage.uid() + ": " + source, stage.getMultimodalCol(), pretrained.input(), input);
    NetworkPlan.refuseOtherSizes(stage, source, input, pretrained.weights().network());
    return pretrained;
  }

  /** What the multimodal column is like. */
  MultimodalMetadata input() {
    return input;
  }

  /** The network to start from, or null. */
  SavedNetwork start() {
    return start;
  }

  /** The network to train: that of the start, or what the Params ask for, with a new head. */
  NetworkConfig network(int outputs, TargetLoss loss) {
    ClassifierConfig head = NetworkPlan.head(stage, outputs, loss);
    return start == null
        ? NetworkPlan.fineTuning(stage, input, head)
        : NetworkPlan.fineTuning(stage, start.weights().network(), head);
  }

  /**
   * The rows to look at, as columns "multimodal", "label" and "weight".
   *
   * @param label the labels as the estimator needs them
   */
  Dataset<Row> rows(Dataset<?> dataset, Column label) {
    Dataset<Row> all = usable(dataset);
    if (!stage.getValidationIndicatorCol().isEmpty()) {
      all = all.filter(not(isValidation()));
    }
    Column weight =
        stage.getWeightCol().isEmpty()
            ? lit(1.0)
            : Outputs.column(stage.getWeightCol()).cast("double");
    return all.select(
        Outputs.column(stage.getMultimodalCol()).as("multimodal"),
        label.as("label"),
        weight.as("weight"));
  }

  /**
   * The rows that judge the network during training, all columns kept.
   *
   * @param labelled which of them have a label
   */
  Dataset<Row> validationRows(Dataset<?> dataset, Column labelled) {
    return usable(dataset).filter(isValidation().and(labelled));
  }

  private Dataset<Row> usable(Dataset<?> dataset) {
    return stage.getHandleEmpty().equals("null")
        ? dataset.toDF().filter(Inputs.holdsAny(Outputs.column(stage.getMultimodalCol())))
        : dataset.toDF();
  }

  private Column isValidation() {
    return coalesce(Outputs.column(stage.getValidationIndicatorCol()), lit(false));
  }

  /**
   * Checks what can be checked without rows.
   *
   * @throws IllegalArgumentException if a column is missing or has a wrong type, or if Params
   *     contradict each other
   */
  static void check(FineTuner<?> stage, StructType schema, ClassifierConfig head) {
    if (!stage.getWeightCol().isEmpty()) {
      Inputs.requireNumeric(stage.uid(), schema, "weightCol", stage.getWeightCol());
    }
    if (stage.getInitialization().equals("random") && !stage.getPretrainedPath().isEmpty()) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": initialization=random contradicts pretrainedPath="
              + stage.getPretrainedPath());
    }
    checkEarlyStopping(stage, schema);
    int complete = new Unfreezing(stage.getUnfreezeEvery()).complete();
    if (complete > 0 && complete >= stage.getEpochs()) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": with unfreezeEvery="
              + stage.getUnfreezeEvery()
              + " the encoders would be trained from epoch "
              + (complete + 1)
              + " on, but there are "
              + stage.getEpochs()
              + " epochs; choose less, or freeze the encoders by frozenParts");
    }
    MultimodalMetadata input = Inputs.sizesIfKnown(stage.uid(), schema, stage.getMultimodalCol());
    if (input != null) {
      NetworkPlan.fineTuning(stage, input, head);
    }
  }

  private static void checkEarlyStopping(FineTuner<?> stage, StructType schema) {
    String name = stage.getValidationIndicatorCol();
    if (name.isEmpty()) {
      if (stage.getPatience() > 0) {
        throw new IllegalArgumentException(
            stage.uid()
                + ": patience="
                + stage.getPatience()
                + " needs validation rows; name their column by validationIndicatorCol");
      }
      return;
    }
    DataType type = Inputs.require(stage.uid(), schema, "validationIndicatorCol", name).dataType();
    if (!type.equals(DataTypes.BooleanType)) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": column '"
              + name
              + "' (validationIndicatorCol) must be boolean, but is "
              + type.catalogString());
    }
    if (stage.getCompatibility().equals("official")) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": validationIndicatorCol can't be used with compatibility=official, whose running"
              + " statistics are known at the end of training only");
    }
  }
}
