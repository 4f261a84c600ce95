package io.lanistr.masking;

import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.lanistr.feature.Samples;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.training.data.RowBatchFiller;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;
import scala.collection.Seq;

class ModalityMaskerTest {
  private static Dataset<Row> rows;

  @BeforeAll
  static void assemble() {
    rows = Samples.assembler().transform(Samples.encoded()).orderBy("id").cache();
  }

  private static ModalityMasker masker() {
    return new ModalityMasker("mask")
        .setSeed(7)
        .setEpoch(3)
        .setImagePatchSize(1)
        .setCategoryDim(4)
        .setTextMaskRatio(0.4)
        .setSeriesMaskRatio(0.4)
        .setTableMaskRatio(0.4);
  }

  @Test
  void masksAreThoseThatTrainingDrawsForTheWholeBatch() {
    Batch batch = trainingBatch();
    int token = 0;
    int patch = 0;
    int value = 0;
    int feature = 0;
    for (Row row : masker().transform(rows).orderBy("id").select("masks.*").collectAsList()) {
      token = check(flat(row, 0), batch.text().masked(), token);
      patch = check(flat(row, 1), batch.images().masked(), patch);
      value = check(row.isNullAt(2) ? List.of() : row.getList(2), batch.series().hidden(), value);
      feature =
          check(row.isNullAt(3) ? List.of() : row.getList(3), batch.tables().hidden(), feature);
    }
    assertEquals(batch.text().tokenCount(), token);
    assertEquals(batch.images().count() * 4, patch);
    assertEquals(batch.series().stepCount() * 2, value);
    assertEquals(batch.tables().count() * (2 + 4), feature);
  }

  private static Batch trainingBatch() {
    MultimodalMetadata sizes = MultimodalSchema.metadata(rows.schema(), "multimodal");
    TransformerConfig encoder = TransformerConfig.of(16, 1, 2, 0.1f);
    MultimodalMetadata.Text text = sizes.text();
    NetworkConfig network =
        new NetworkConfig(
            TextConfig.of(
                text.vocabSize(),
                text.maxTokens(),
                text.padId(),
                text.clsId(),
                text.sepId(),
                text.maskId(),
                encoder),
            new ImageConfig(3, 2, 2, 1, encoder),
            new SeriesConfig(2, sizes.series().maxSteps(), encoder),
            TableConfig.of(sizes.table().cardinalities(), 4, 8, 3),
            encoder,
            null,
            null,
            LossWeights.DEFAULT,
            Compatibility.NONE);
    Batch batch = new Batch(network);
    RowBatchFiller filler = new RowBatchFiller(sizes);
    rows.select("multimodal").collectAsList().forEach(r -> filler.add(batch, r.getStruct(0)));
    new MaskSampler(new MaskingConfig(0.4, 0.5, 0.4, 3, 0.4, false), network).draw(batch, 7, 3);
    return batch;
  }

  private static List<Boolean> flat(Row row, int field) {
    List<Boolean> all = new ArrayList<>();
    if (!row.isNullAt(field)) {
      row.<Seq<Boolean>>getList(field)
          .forEach(item -> all.addAll(JavaConverters.seqAsJavaList(item)));
    }
    return all;
  }

  private static int check(List<Boolean> masks, boolean[] expected, int from) {
    for (int i = 0; i < masks.size(); i++) {
      assertEquals(expected[from + i], masks.get(i), "at " + (from + i));
    }
    return from + masks.size();
  }

  @Test
  void everyEpochDrawsOtherMasks() {
    List<String> third = masker().transform(rows).select("masks").toJSON().collectAsList();
    List<String> fourth =
        masker().setEpoch(4).transform(rows).select("masks").toJSON().collectAsList();
    assertNotEquals(third, fourth);
  }

  @Test
  void everyErrorSaysWhatToDo() {
    assertSays(
        "mask: imagePatchSize 3 does not divide the image's 2 x 2 pixels",
        () -> masker().setImagePatchSize(3).transform(rows));
    assertSays(
        "mask: column 'table' (inputCol) must be the output of a MultimodalAssembler, got"
            + " array<float>; cast it or name another column",
        () -> masker().setInputCol("table").transform(rows));
  }
}
