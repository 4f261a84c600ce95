package io.lanistr.feature;

import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lanistr.testing.Frames;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MultimodalAssemblerTest {
  private static Dataset<Row> encoded;

  @BeforeAll
  static void encode() {
    encoded = Samples.encoded().cache();
  }

  private static MultimodalAssembler assembler() {
    return Samples.assembler().copy(new ParamMap());
  }

  private static List<Row> multimodal(MultimodalAssembler assembler, Dataset<Row> rows) {
    return assembler.transform(rows).orderBy("id").select("multimodal.*").collectAsList();
  }

  @Test
  void presentModalitiesAreKeptAndAbsentOnesNull() {
    Dataset<Row> out = assembler().transform(encoded);
    MultimodalMetadata metadata = MultimodalSchema.metadata(out.schema(), "multimodal");
    assertEquals(2, metadata.series().channels());
    assertEquals(3, metadata.image().channels());
    assertEquals(List.of("num_a", "num_b", "cat_c"), metadata.table().columns());
    List<Row> rows = multimodal(assembler(), encoded);
    String present = "";
    for (Row row : rows) {
      for (int i = 1; i <= 4; i++) {
        present += row.isNullAt(i) ? "-" : "x";
      }
      present += " ";
    }
    assertEquals("xxxx xx-x -xxx x-x- --xx ", present);
    assertEquals(2, rows.get(0).getStruct(3).getInt(0));
    assertEquals(12, ((byte[]) rows.get(0).getList(2).get(0)).length);
  }

  @Test
  void modalitiesNotNamedAreLeftOut() {
    Dataset<Row> out =
        new MultimodalAssembler().setTableCol("table").transform(encoded.where("id <> 'r4'"));
    MultimodalMetadata metadata = MultimodalSchema.metadata(out.schema(), "multimodal");
    assertNull(metadata.text());
    assertEquals(true, out.select("multimodal.*").first().isNullAt(1));
  }

  @Test
  void rowIdIsAHashOfTheIdAloneElseOfTheContent() {
    long named = multimodal(assembler(), encoded).get(0).getLong(0);
    Dataset<Row> otherContent =
        encoded.withColumn(
            "image_pixels",
            org.apache
                .spark
                .sql
                .functions
                .lit(null)
                .cast(MultimodalSchema.IMAGE_TYPE)
                .as("image_pixels", encoded.schema().apply("image_pixels").metadata()));
    assertEquals(named, multimodal(assembler(), otherContent.repartition(3)).get(0).getLong(0));
    MultimodalAssembler nameless = assembler().setIdCol("");
    long content = multimodal(nameless, encoded).get(0).getLong(0);
    assertEquals(content, multimodal(nameless, encoded.repartition(3)).get(0).getLong(0));
    assertNotEquals(content, multimodal(nameless, otherContent).get(0).getLong(0));
  }

  @Test
  void rowWithoutAnyModalityFailsByName() {
    MultimodalAssembler textOnly =
        new MultimodalAssembler("mm").setTextCol("text_tokens").setIdCol("id");
    String advice =
        " has no modality, all of text_tokens are null or empty; repair it, or set emptyRows to"
            + " 'drop'";
    assertSays(
        "mm: row with id r3" + advice,
        () -> textOnly.transform(encoded.where("id = 'r3'")).count());
    assertSays(
        "mm: a row (set idCol to have it named)" + advice,
        () -> textOnly.setIdCol("").transform(encoded).collectAsList());
  }

  @Test
  void rowWithoutAnyModalityIsDroppedAndCountedOnRequest() {
    MultimodalAssembler textOnly =
        new MultimodalAssembler().setTextCol("text_tokens").setIdCol("id").setEmptyRows("drop");
    assertEquals(3, textOnly.transform(encoded).count());
    assertEquals(2, textOnly.droppedCount(LocalSpark.session().sparkContext()));
  }

  @Test
  void everyModalityIsEncodedOnceARow() {
    String plan =
        assembler()
            .transform(
                Samples.modalities().fit(Samples.rows()).transform(Samples.rows().repartition(2)))
            .select("multimodal")
            .queryExecution()
            .optimizedPlan()
            .toString();
    for (String function :
        List.of("textTokenizer(", "imagePreprocessor(", "timeSeriesAssembler(")) {
      assertEquals(2, plan.split(Pattern.quote(function), -1).length, plan);
    }
  }

  @Test
  void standsInAPipelineWithStagesThatAreYetToBeFitted() {
    Pipeline pipeline = Samples.modalities();
    PipelineStage[] stages = new PipelineStage[5];
    System.arraycopy(pipeline.getStages(), 0, stages, 0, 4);
    stages[4] = Samples.assembler();
    Dataset<Row> out =
        new Pipeline().setStages(stages).fit(Samples.rows()).transform(Samples.rows());
    assertEquals(
        Frames.contents(assembler().transform(encoded).select("multimodal")),
        Frames.contents(out.select("multimodal")));
  }

  @Test
  void everyErrorSaysWhatToDo() {
    assertSays(
        "mm: none of textCol, imageCol, seriesCol and tableCol is set",
        () -> new MultimodalAssembler("mm").transform(encoded));
    assertSays(
        "mm: column 'text' (textCol) must be array<array<int>>, the output of a TextTokenizer, got"
            + " string; cast it or name another column",
        () -> new MultimodalAssembler("mm").setTextCol("text").transform(encoded));
    assertSays(
        "mm: there is no column 'key' to read; set idCol to one of: "
            + String.join(", ", encoded.columns()),
        () ->
            new MultimodalAssembler("mm").setTableCol("table").setIdCol("key").transform(encoded));
    Dataset<Row> stripped =
        LocalSpark.session()
            .createDataFrame(
                List.of(row(List.of(1f))),
                new StructType().add("table", MultimodalSchema.TABLE_TYPE));
    assertSays(
        "mm: column 'table' (tableCol) carries no sizes in its metadata; it must come from a"
            + " TabularEncoder, without steps between that drop column metadata",
        () -> new MultimodalAssembler("mm").setTableCol("table").transform(stripped));
  }
}
