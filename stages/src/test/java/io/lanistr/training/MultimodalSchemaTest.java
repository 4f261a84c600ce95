package io.lanistr.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class MultimodalSchemaTest {
  private static final MultimodalMetadata FULL =
      new MultimodalMetadata(
          new MultimodalMetadata.Text(100, 16, 0, 1, 2, 3),
          new MultimodalMetadata.Image(3, 8, 8, List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.4)),
          new MultimodalMetadata.Series(5, 24),
          new MultimodalMetadata.Table(List.of("age", "sex"), List.of(0, 3)));

  @Test
  void metadataSurvivesTheColumnsJson() {
    Metadata json = Metadata.fromJson(FULL.toSpark().json());
    assertEquals(FULL, MultimodalMetadata.of(json));
  }

  @Test
  void modalitiesThatDoNotExistStayAbsent() {
    MultimodalMetadata tableOnly = new MultimodalMetadata(null, null, null, FULL.table());
    assertEquals(tableOnly, MultimodalMetadata.of(tableOnly.toSpark()));
  }

  @Test
  void missingColumnIsNamedTogetherWithTheColumnsThatExist() {
    StructType schema = new StructType().add("label", DataTypes.IntegerType);
    String message =
        assertThrows(IllegalArgumentException.class, () -> MultimodalSchema.metadata(schema, "row"))
            .getMessage();
    assertTrue(message.contains("'row'") && message.contains("label"), message);
  }

  @Test
  void anotherTypeIsRefusedWithBothTypes() {
    StructType schema = new StructType().add("row", DataTypes.IntegerType);
    String message =
        assertThrows(IllegalArgumentException.class, () -> MultimodalSchema.metadata(schema, "row"))
            .getMessage();
    assertTrue(message.contains("struct<rowId:bigint") && message.contains("but is int"), message);
  }

  @Test
  void aMultimodalColumnWithoutMetadataIsRefused() {
    StructType schema =
        new StructType(
            new StructField[] {
              new StructField("row", MultimodalSchema.TYPE, true, Metadata.empty())
            });
    String message =
        assertThrows(IllegalArgumentException.class, () -> MultimodalSchema.metadata(schema, "row"))
            .getMessage();
    assertTrue(message.contains("'row' carries no multimodal metadata"), message);
  }

  @Test
  void fieldCarriesTypeAndMetadata() {
    StructType schema = new StructType(new StructField[] {MultimodalSchema.field("row", FULL)});
    assertEquals(FULL, MultimodalSchema.metadata(schema, "row"));
  }

  @Test
  void imageStatisticsMustFitTheChannels() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new MultimodalMetadata.Image(3, 8, 8, List.of(0.5), List.of(0.5)));
  }
}
