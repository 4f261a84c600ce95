package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.checkpoint.CheckpointFolder;
import io.lanistr.checkpoint.TextCheckpoint;
import io.lanistr.network.config.TextConfig;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkModelTest {
  private final Dataset<Row> rows = SyntheticRows.table(45, 3);

  @Test
  void encodersAreExportedAsCheckpoints(@TempDir Path folder) throws Exception {
    LanistrClassificationModel model = TestNetworks.classifier();
    LocalSpark.session();
    model.exportTextEncoder(folder.resolve("text").toUri().toString());
    model.exportImageEncoder(folder.resolve("image").toUri().toString());
    model.exportFusion(folder.resolve("fusion").toUri().toString());
    TextConfig text =
        TextCheckpoint.open(
                new CheckpointFolder(
                    folder.resolve("text").toUri().toString(), new Configuration()))
            .config(1, 2, 3, model.networkConfig().text().encoder().dropout());
    assertEquals(model.networkConfig().text(), text);
    assertTrue(Files.size(folder.resolve("image/model.safetensors")) > 1000);
    assertTrue(Files.size(folder.resolve("fusion/model.safetensors")) > 1000);
  }

  @Test
  void allFifteenSubsetsOfModalitiesAreClassified() {
    LanistrClassificationModel model = TestNetworks.classifier();
    List<Row> scored = model.transform(rows).collectAsList();
    assertEquals(45, scored.size());
    for (Row row : scored) {
      Vector raw = row.getAs("rawPrediction");
      Vector probability = row.getAs("probability");
      assertEquals(3, raw.size());
      assertEquals(1, probability.apply(0) + probability.apply(1) + probability.apply(2), 1e-12);
      assertEquals(probability.argmax(), (double) row.getAs("prediction"));
      assertEquals(
          raw.apply(1) - raw.apply(0), Math.log(probability.apply(1) / probability.apply(0)), 1e-9);
    }
    assertTrue(
        scored.stream().map(row -> row.getAs("rawPrediction").toString()).distinct().count() > 40);
  }

  @Test
  void aRowsScoresDependNeitherOnItsBatchNorOnItsPartition() {
    LanistrClassificationModel model = TestNetworks.classifier();
    List<Row> together = model.transform(rows).orderBy("id").collectAsList();
    List<Row> alone =
        model
            .copy(new org.apache.spark.ml.param.ParamMap())
            .setInferenceBatchSize(1)
            .transform(rows.repartition(7))
            .orderBy("id")
            .collectAsList();
    for (int i = 0; i < together.size(); i++) {
      assertEquals(together.get(i).getString(0), alone.get(i).getString(0));
      assertArrayEquals(
          together.get(i).<Vector>getAs("rawPrediction").toArray(),
          alone.get(i).<Vector>getAs("rawPrediction").toArray(),
          1e-5);
    }
  }

  @Test
  void outputColumnsCarryTheirSizesAndClassNames() {
    StructType schema = TestNetworks.classifier().transform(rows).schema();
    assertEquals(3, AttributeGroup.fromStructField(schema.apply("probability")).size());
    assertEquals(3, AttributeGroup.fromStructField(schema.apply("rawPrediction")).size());
    NominalAttribute attribute =
        (NominalAttribute) Attribute.fromStructField(schema.apply("prediction"));
    assertArrayEquals(new String[] {"cat", "dog", "eel"}, attribute.values().get());
    assertEquals(SyntheticRows.METADATA, MultimodalMetadata.of(schema.apply("multimodal")));
  }

  @Test
  void emptyNamesLeaveColumnsOut() {
    Dataset<Row> scored =
        TestNetworks.classifier().setRawPredictionCol("").setProbabilityCol("").transform(rows);
    assertArrayEquals(new String[] {"id", "label", "multimodal", "prediction"}, scored.columns());
    assertEquals(45, scored.filter("prediction in (0, 1, 2)").count());
    Dataset<Row> nothing =
        TestNetworks.classifier()
            .setRawPredictionCol("")
            .setProbabilityCol("")
            .setPredictionCol("")
            .transform(rows);
    assertArrayEquals(rows.columns(), nothing.columns());
  }

  @Test
  void thresholdsChangeThePredictionOnly() {
    LanistrClassificationModel model =
        TestNetworks.classifier().setThresholds(new double[] {1, 1e-9, 1});
    assertEquals(45, model.transform(rows).filter("prediction = 1").count());
    LanistrClassificationModel wrong = TestNetworks.classifier().setThresholds(new double[] {1, 1});
    assertSays("thresholds has 2 values, but there are 3 classes", () -> wrong.transform(rows));
  }

  @Test
  void rowsWithoutAnyModalityFailOrGetNulls() {
    List<Row> values = new ArrayList<>(SyntheticRows.rows(3, 5));
    values.add(RowFactory.create("null", 0.0, null));
    values.add(RowFactory.create("bare", 0.0, SyntheticRows.value(9, 0, 0, new Random(1))));
    StructField nullable =
        new StructField(
            "multimodal", MultimodalSchema.TYPE, true, SyntheticRows.METADATA.toSpark());
    StructType schema =
        new StructType()
            .add("id", DataTypes.StringType)
            .add("label", DataTypes.DoubleType)
            .add(nullable);
    Dataset<Row> table = LocalSpark.session().createDataFrame(values, schema);
    LanistrClassificationModel model = TestNetworks.classifier();
    Exception failure = assertThrows(Exception.class, () -> model.transform(table).collectAsList());
    assertTrue(failure.getMessage().contains("a row has no modality at all"));
    List<Row> scored = model.setHandleEmpty("null").transform(table).collectAsList();
    assertEquals(5, scored.size());
    for (Row row : scored) {
      boolean empty = row.getString(0).equals("null") || row.getString(0).equals("bare");
      assertEquals(empty, row.isNullAt(row.fieldIndex("prediction")));
      assertEquals(empty, row.isNullAt(row.fieldIndex("probability")));
    }
  }

  @Test
  void embeddingsComeFusedAndPerModality() {
    LanistrPretrainedModel model =
        TestNetworks.pretrained()
            .setTextOutputCol("t")
            .setImageOutputCol("i")
            .setSeriesOutputCol("s")
            .setTableOutputCol("f");
    Dataset<Row> embedded = model.transform(rows);
    assertEquals(32, AttributeGroup.fromStructField(embedded.schema().apply("embedding")).size());
    String[] columns = {"t", "i", "s", "f"};
    for (Row row : embedded.collectAsList()) {
      int modalities = Integer.parseInt(row.getString(0).substring(3)) % 15 + 1;
      Vector fused = row.getAs("embedding");
      assertEquals(32, fused.size());
      for (int m = 0; m < 4; m++) {
        Vector part = row.getAs(columns[m]);
        assertEquals((modalities & 1 << m) != 0, part != null);
        if (modalities == 1 << m) {
          assertArrayEquals(fused.toArray(), part.toArray(), 1e-5);
        } else if (part != null) {
          assertNotEquals(fused, part);
        }
      }
    }
  }

  @Test
  void withoutOutputColumnsThePretrainedModelOnlyMarksTheTable() {
    Dataset<Row> marked = TestNetworks.pretrained().setOutputCol("").transform(rows);
    assertArrayEquals(rows.columns(), marked.columns());
    assertTrue(marked.schema().apply("multimodal").metadata().contains(PretrainedModels.KEY));
    assertFalse(marked.queryExecution().optimizedPlan().toString().contains("MapPartitions"));
  }

  @Test
  void theMarkedTableLeadsBackToItsModelAsLongAsItIsHeld() {
    LanistrPretrainedModel model = TestNetworks.pretrained();
    StructField field = model.setOutputCol("").transform(rows).schema().apply("multimodal");
    assertEquals(model, PretrainedModels.of("c", field.metadata()));
    assertNull(PretrainedModels.of("c", SyntheticRows.METADATA.toSpark()));
    org.apache.spark.sql.types.Metadata gone =
        new org.apache.spark.sql.types.MetadataBuilder()
            .putString(PretrainedModels.KEY, "of another application")
            .build();
    assertSays("no longer holds", () -> PretrainedModels.of("c", gone));
  }

  @Test
  void aTableThatTheNetworkWasNotMadeForIsRefusedWithWhatDiffers() {
    MultimodalMetadata other =
        new MultimodalMetadata(
            new MultimodalMetadata.Text(21, 8, 0, 1, 2, 3),
            new MultimodalMetadata.Image(1, 8, 8, List.of(0.25), List.of(0.5)),
            null,
            new MultimodalMetadata.Table(List.of("size", "sort"), List.of(0, 3)));
    StructType schema = new StructType().add(MultimodalSchema.field("multimodal", other));
    for (NetworkModel<?> model : List.of(TestNetworks.classifier(), TestNetworks.pretrained())) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> model.transformSchema(schema))
              .getMessage();
      assertTrue(message.startsWith(model.uid()), message);
      assertTrue(message.contains("the vocabulary's size is 20 in the network, 21 in the table"));
      assertTrue(message.contains("the pixel mean is [0.5] in the network, [0.25] in the table"));
      assertTrue(message.contains("the table has no series, the network needs it"), message);
      assertTrue(message.contains("[size, kind] in the network, [size, sort] in the table"));
    }
  }

  @Test
  void equalSizesOfAnotherVocabularyOrOtherCategoriesAreRefusedToo() {
    MultimodalMetadata one = withFingerprints("a", "b");
    assertEquals(List.of(), InputDifferences.list(one, withFingerprints("a", "")));
    assertEquals(
        List.of("the vocabulary's pieces differ", "the table's category values differ"),
        InputDifferences.list(one, withFingerprints("c", "d")));
    assertEquals(one, MultimodalMetadata.of(one.toSpark()));
  }

  private static MultimodalMetadata withFingerprints(String text, String table) {
    return new MultimodalMetadata(
        new MultimodalMetadata.Text(20, 8, 0, 1, 2, 3, text),
        null,
        null,
        new MultimodalMetadata.Table(List.of("size", "kind"), List.of(0, 3), table));
  }

  @Test
  void valuesThatDoNotFitNameTheirRow() {
    Row value = RowFactory.create(77L, List.of(List.of(1, 20, 2)), null, null, null);
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(List.of(RowFactory.create("x", 0.0, value)), SyntheticRows.SCHEMA);
    Exception failure =
        assertThrows(
            Exception.class, () -> TestNetworks.classifier().transform(table).collectAsList());
    assertTrue(failure.getMessage().contains("77"), failure.getMessage());
    assertTrue(failure.getMessage().contains("token id 20"), failure.getMessage());
  }

  static void assertSays(String text, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }
}
