package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import io.lanistr.feature.ImagePreprocessor;
import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TabularEncoder;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.ImageProfile;
import io.lanistr.pipeline.dataset.Modality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;

/** The stages that turn the columns of a data set into what the network takes. */
final class FeatureStages {
  private final DatasetFolder data;
  private final Config settings;

  FeatureStages(DatasetFolder data, Config settings) {
    this.data = data;
    this.settings = settings;
  }

  /** One stage for each modality that the data set has; to be fitted on training rows. */
  Pipeline encoders() {
    List<PipelineStage> stages = new ArrayList<>();
    for (Modality modality : data.columns().ordered()) {
      stages.add(
          switch (modality) {
            case TEXT ->
                ParamSettings.apply(
                    new TextTokenizer()
                        .setInputCol(ColumnConvention.TEXT)
                        .setOutputCol(encoded(modality)),
                    settings,
                    "text");
            case IMAGE -> image();
            case SERIES ->
                ParamSettings.apply(
                    new TimeSeriesAssembler()
                        .setInputCol(ColumnConvention.SERIES)
                        .setOutputCol(encoded(modality)),
                    settings,
                    "series");
            case TABLE ->
                ParamSettings.apply(
                    new TabularEncoder()
                        .setNumericCols(data.columns().numeric().toArray(String[]::new))
                        .setCategoricalCols(data.columns().categorical().toArray(String[]::new))
                        .setOutputCol(encoded(modality)),
                    settings,
                    "table");
          });
    }
    return new Pipeline().setStages(stages.toArray(PipelineStage[]::new));
  }

  /** Puts some modalities into one column. */
  static MultimodalAssembler assembler(Collection<Modality> modalities) {
    MultimodalAssembler assembler =
        new MultimodalAssembler().setIdCol(ColumnConvention.ID).setOutputCol("multimodal");
    for (Modality modality : modalities) {
      switch (modality) {
        case TEXT -> assembler.setTextCol(encoded(modality));
        case IMAGE -> assembler.setImageCol(encoded(modality));
        case SERIES -> assembler.setSeriesCol(encoded(modality));
        case TABLE -> assembler.setTableCol(encoded(modality));
      }
    }
    return assembler;
  }

  /** The column that a modality's stage writes. */
  static String encoded(Modality modality) {
    return modality.key() + "_encoded";
  }

  private ImagePreprocessor image() {
    int side = side(data.images());
    return ParamSettings.apply(
        new ImagePreprocessor()
            .setInputCol(ColumnConvention.IMAGE)
            .setOutputCol(encoded(Modality.IMAGE))
            .setIdCol(ColumnConvention.ID)
            .setHeight(side)
            .setWidth(side),
        settings,
        "image");
  }

  /**
   * A side for all pictures: that of the usual picture, not above {@code experiment.image-side},
   * rounded up to a multiple of the patch, so that patches tile it.
   */
  private int side(ImageProfile images) {
    int most = settings.getInt("experiment.image-side");
    int patch = settings.getInt("experiment.image-patch");
    int usual = Math.max(images.height(), images.width());
    int multiple = (Math.min(most, Math.max(usual, patch)) + patch - 1) / patch * patch;
    return Math.max(patch, multiple);
  }
}
