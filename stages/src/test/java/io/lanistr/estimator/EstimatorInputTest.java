package io.lanistr.estimator;

import static io.lanistr.estimator.NetworkModelTest.assertSays;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the estimators say before any training starts. */
class EstimatorInputTest {
  private final Dataset<Row> rows = SyntheticRows.table(30, 1);

  @Test
  void theMultimodalColumnMustBeThereWithItsTypeAndSizes() {
    LanistrPretrainer pretrainer = new LanistrPretrainer("p1").setSize("tiny");
    assertSays("p1: Column 'm'", () -> pretrainer.setMultimodalCol("m").fit(rows));
    assertSays(
        "p1: Column 'label' must be a multimodal column",
        () -> pretrainer.setMultimodalCol("label").fit(rows));
    Dataset<Row> bare =
        LocalSpark.session()
            .createDataFrame(
                rows.collectAsList(),
                new StructType()
                    .add("id", DataTypes.StringType)
                    .add("label", DataTypes.DoubleType)
                    .add("multimodal", MultimodalSchema.TYPE));
    assertSays(
        "p1: Column 'multimodal' carries no multimodal metadata",
        () -> pretrainer.setMultimodalCol("multimodal").fit(bare));
    assertSays(
        "c1: Column 'multimodal' carries no multimodal metadata",
        () -> new LanistrClassifier("c1").fit(bare));
  }

  @Test
  void aSchemaWhoseSizesAreNotKnownYetPasses() {
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("multimodal", MultimodalSchema.TYPE);
    assertArrayEquals(
        new String[] {"label", "multimodal", "embedding"},
        new LanistrPretrainer().transformSchema(schema).fieldNames());
    assertArrayEquals(
        new String[] {"label", "multimodal", "rawPrediction", "probability", "prediction"},
        new LanistrClassifier().transformSchema(schema).fieldNames());
    StructType counted = new LanistrClassifier().setNumClasses(4).transformSchema(schema);
    assertEquals(4, AttributeGroup.fromStructField(counted.apply("probability")).size());
  }

  @Test
  void existingOutputColumnsAreRefusedInWhateverCase() {
    assertSays(
        "output column 'Label' exists already",
        () -> new LanistrPretrainer().setOutputCol("Label").transformSchema(rows.schema()));
    assertSays(
        "output column 'id' exists already",
        () -> new LanistrClassifier().setPredictionCol("id").transformSchema(rows.schema()));
    assertSays(
        "output column 'x' exists already",
        () ->
            new LanistrPretrainer()
                .setOutputCol("x")
                .setTextOutputCol("x")
                .transformSchema(rows.schema()));
  }

  @Test
  void labelAndWeightMustBeNumericColumns() {
    LanistrClassifier classifier = new LanistrClassifier("c1").setSize("tiny");
    assertSays(
        "c1: there is no column 'y' (labelCol); the table has id, label, multimodal",
        () -> classifier.setLabelCol("y").fit(rows));
    assertSays(
        "c1: column 'id' (labelCol) must be numeric, but is string; apply a StringIndexer",
        () -> classifier.setLabelCol("id").fit(rows));
    assertSays(
        "c1: column 'id' (weightCol) must be numeric",
        () -> classifier.setLabelCol("label").setWeightCol("id").fit(rows));
  }

  @Test
  void labelsAreJudgedBeforeTraining() {
    LanistrClassifier classifier = new LanistrClassifier().setSize("tiny");
    assertSays(
        "1 row has a label that is not a whole number",
        () ->
            classifier.fit(
                rows.withColumn("label", when(col("id").equalTo("row3"), 0.5).otherwise(1.0))));
    assertSays(
        "the largest label is 1000",
        () -> classifier.fit(rows.withColumn("label", col("label").multiply(1000))));
    assertSays(
        "none of the 30 rows has a label", () -> classifier.fit(rows.withColumn("label", lit(-1))));
    assertSays(
        "a weight in column 'w' that is null, negative",
        () -> classifier.setWeightCol("w").fit(rows.withColumn("w", lit(-1))));
  }

  @Test
  void contradictoryParamsAreRefused() {
    StructType schema = rows.schema();
    assertSays(
        "numClasses is 1", () -> new LanistrClassifier().setNumClasses(1).transformSchema(schema));
    assertSays(
        "initialization=random contradicts pretrainedPath=/m",
        () ->
            new LanistrClassifier()
                .setInitialization("random")
                .setPretrainedPath("/m")
                .transformSchema(schema));
    assertSays(
        "thresholds has 3 values, but there are 2 classes",
        () ->
            new LanistrClassifier()
                .setNumClasses(2)
                .setThresholds(new double[] {1, 1, 1})
                .transformSchema(schema));
    assertSays(
        "thresholds has 3 values, but there are 2 classes",
        () ->
            new LanistrClassifier()
                .setSize("tiny")
                .setThresholds(new double[] {1, 1, 1})
                .fit(rows));
    assertSays(
        "p1: heads 3 does not divide hidden 32",
        () ->
            new LanistrPretrainer("p1").setSize("tiny").setFusionHeads(3).transformSchema(schema));
    assertSays(
        "p1: imagePatchSize 3 does not divide the image's 8 x 8 pixels",
        () -> new LanistrPretrainer("p1").setImagePatchSize(3).transformSchema(schema));
    assertSays(
        "frozenParts given invalid value",
        () -> new LanistrPretrainer().setFrozenParts(new String[] {"wings"}));
    assertSays(
        "unlabelledPolicy given invalid value",
        () -> new LanistrClassifier().setUnlabelledPolicy("guess"));
  }

  @Test
  void aPatchIsTheLargestSquareThatTilesTheImage() {
    assertEquals(8, patch(16, 24));
    assertEquals(7, patch(28, 28));
    assertEquals(5, patch(5, 10));
    assertSays("resize images to a multiple of 8", () -> patch(31, 31));
  }

  private static int patch(int height, int width) {
    MultimodalMetadata input =
        new MultimodalMetadata(
            null,
            new MultimodalMetadata.Image(1, height, width, List.of(0.5), List.of(0.5)),
            null,
            null);
    return NetworkPlan.pretraining(new LanistrPretrainer(), input).image().patch();
  }

  @Test
  void sizesComeFromThePresetUnlessSet() {
    LanistrPretrainer pretrainer = new LanistrPretrainer().setSize("tiny").setTextHiddenDim(48);
    NetworkConfig config = NetworkPlan.pretraining(pretrainer, SyntheticRows.METADATA);
    assertEquals(48, config.text().encoder().hidden());
    assertEquals(32, config.fusion().hidden());
    assertEquals(20, config.text().vocabulary());
    assertEquals(4, config.series().maxSteps());
    assertEquals(List.of(0, 3), config.table().cardinalities());
    assertEquals(1e-3, pretrainer.getLearningRate());
    assertEquals(1e-4, pretrainer.setSize("base").getLearningRate());
    assertEquals(768, pretrainer.getHiddenDim());
    assertFalse(pretrainer.isDefined(pretrainer.hiddenDim()));
  }

  @Test
  void aPretrainedModelThatDoesNotFitIsRefusedWithWhatDiffers(@TempDir Path folder)
      throws Exception {
    String path = folder.resolve("pretrained").toString();
    TestNetworks.pretrained().save(path);
    MultimodalMetadata other =
        new MultimodalMetadata(
            new MultimodalMetadata.Text(20, 8, 0, 1, 2, 3),
            new MultimodalMetadata.Image(1, 8, 8, List.of(0.5), List.of(0.5)),
            new MultimodalMetadata.Series(3, 4),
            new MultimodalMetadata.Table(List.of("size", "kind"), List.of(0, 3)));
    Dataset<Row> wider =
        rows.withColumn("multimodal", col("multimodal").as("multimodal", other.toSpark()));
    LanistrClassifier classifier = new LanistrClassifier("c1").setPretrainedPath(path);
    assertSays("c1: the pretrained model " + path, () -> classifier.fit(wider));
    assertSays(
        "the number of series channels is 2 in the network, 3 in the table",
        () -> classifier.fit(wider));
    assertSays(
        "has other sizes than fusionLayers ask for", () -> classifier.setFusionLayers(2).fit(rows));
  }

  @Test
  void aClassifierBehindAPretrainedModelThatIsGoneSaysWhatToDo() {
    Metadata stamped =
        new org.apache.spark.sql.types.MetadataBuilder()
            .withMetadata(SyntheticRows.METADATA.toSpark())
            .putString(PretrainedModels.KEY, "gone")
            .build();
    StructField field = rows.schema().apply("multimodal");
    Dataset<Row> table = rows.withColumn(field.name(), col(field.name()).as(field.name(), stamped));
    assertSays("initialization=random", () -> new LanistrClassifier().fit(table));
  }
}
