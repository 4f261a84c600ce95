package io.lanistr.masking;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.batch.TableItems;
import io.lanistr.network.batch.TextItems;
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
import io.lanistr.training.data.RowBatchFiller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.Metadata;

/** Draws the masks of one row at a time with the sampler of training. */
final class MaskDrawer implements UDF1<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final String metadata;
  private final int patch;
  private final int categoryDim;
  private final double[] ratios;
  private final boolean wholeColumns;
  private final long seed;
  private final int epoch;
  private transient Batch batch;
  private transient RowBatchFiller filler;
  private transient MaskSampler sampler;

  MaskDrawer(ModalityMasker stage, Metadata metadata) {
    this.metadata = metadata.json();
    this.patch = stage.getImagePatchSize();
    this.categoryDim = stage.getCategoryDim();
    this.ratios =
        new double[] {
          stage.getTextMaskRatio(),
          stage.getImageMaskRatio(),
          stage.getSeriesMaskRatio(),
          stage.getSeriesMaskLength(),
          stage.getTableMaskRatio()
        };
    this.wholeColumns = stage.getMaskWholeColumns();
    this.seed = stage.getSeed();
    this.epoch = stage.getEpoch();
  }

  @Override
  public Row call(Row row) {
    if (row == null) {
      return null;
    }
    if (batch == null) {
      start();
    }
    batch.clear();
    filler.add(batch, row);
    sampler.draw(batch, seed, epoch);
    return RowFactory.create(
        texts(batch.text()), images(batch.images()), series(batch.series()), table(batch.tables()));
  }

  private void start() {
    MultimodalMetadata sizes = MultimodalMetadata.of(Metadata.fromJson(metadata));
    NetworkConfig network = network(sizes);
    MaskingConfig masking =
        new MaskingConfig(ratios[0], ratios[1], ratios[2], ratios[3], ratios[4], wholeColumns);
    batch = new Batch(network);
    filler = new RowBatchFiller(sizes);
    sampler = new MaskSampler(masking, network);
  }

  /** Only what is masked matters here: sizes of layers do not. */
  private NetworkConfig network(MultimodalMetadata sizes) {
    TransformerConfig any = TransformerConfig.of(1, 1, 1, 0);
    MultimodalMetadata.Text text = sizes.text();
    MultimodalMetadata.Image image = sizes.image();
    MultimodalMetadata.Series series = sizes.series();
    return new NetworkConfig(
        text == null
            ? null
            : TextConfig.of(
                text.vocabSize(),
                text.maxTokens(),
                text.padId(),
                text.clsId(),
                text.sepId(),
                text.maskId(),
                any),
        image == null
            ? null
            : new ImageConfig(image.channels(), image.height(), image.width(), patch, any),
        series == null ? null : new SeriesConfig(series.channels(), series.maxSteps(), any),
        sizes.table() == null
            ? null
            : TableConfig.of(sizes.table().cardinalities(), categoryDim, 1, 1),
        any,
        null,
        null,
        LossWeights.DEFAULT,
        Compatibility.NONE);
  }

  private static List<boolean[]> texts(TextItems texts) {
    if (texts == null || texts.count() == 0) {
      return null;
    }
    List<boolean[]> masks = new ArrayList<>();
    for (int i = 0; i < texts.count(); i++) {
      masks.add(Arrays.copyOfRange(texts.masked(), texts.starts()[i], texts.starts()[i + 1]));
    }
    return masks;
  }

  private static List<boolean[]> images(ImageItems images) {
    if (images == null || images.count() == 0) {
      return null;
    }
    int patches = images.patches();
    List<boolean[]> masks = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      masks.add(Arrays.copyOfRange(images.masked(), i * patches, (i + 1) * patches));
    }
    return masks;
  }

  private static boolean[] series(SeriesItems series) {
    return series == null || series.count() == 0
        ? null
        : Arrays.copyOf(series.hidden(), series.stepCount() * series.channels());
  }

  private static boolean[] table(TableItems tables) {
    return tables == null || tables.count() == 0
        ? null
        : Arrays.copyOf(tables.hidden(), tables.embeddedColumns());
  }
}
