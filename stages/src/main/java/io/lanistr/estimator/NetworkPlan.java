package io.lanistr.estimator;

import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.ml.param.Param;

/**
 * The network that a stage's Params and its input ask for: sizes from the Params, vocabulary,
 * image, channels and table columns from the multimodal column's metadata.
 */
final class NetworkPlan {
  private NetworkPlan() {}

  /** A network with the heads of pretraining. */
  static <S extends PretrainingParams<?> & TrainingParams<?>> NetworkConfig pretraining(
      S stage, MultimodalMetadata input) {
    // A frozen encoder has nothing to learn from reconstruction.
    Set<Part> frozen =
        Compatibility.NONE.equals(compatibility(stage))
            ? FrozenParts.of(stage.getFrozenParts())
            : Set.of();
    LossWeights weights =
        new LossWeights(
            frozen.contains(Part.TEXT) ? 0 : (float) stage.getMlmWeight(),
            frozen.contains(Part.IMAGE) ? 0 : (float) stage.getMimWeight(),
            frozen.contains(Part.SERIES) ? 0 : (float) stage.getMtmWeight(),
            frozen.contains(Part.TABLE) ? 0 : (float) stage.getMfmWeight(),
            (float) stage.getMmmWeight());
    SimilarityConfig heads =
        new SimilarityConfig(
            stage.getSimilarityDim(),
            stage.getSimilarityDim(),
            stage.getPredictorDim(),
            stage.getSimilarityBatchNorm(),
            stage.getSimilarityLoss().equals("contrastive")
                ? (float) stage.getSimilarityTemperature()
                : 0f);
    return encoders(stage, input, weights, compatibility(stage)).forPretraining(heads);
  }

  /** A network with a head. */
  static NetworkConfig fineTuning(
      FineTuner<?> stage, MultimodalMetadata input, ClassifierConfig head) {
    return encoders(stage, input, LossWeights.DEFAULT, compatibility(stage))
        .forClassification(head);
  }

  /** The encoders and fusion of a pretrained network with a new head. */
  static NetworkConfig fineTuning(
      FineTuner<?> stage, NetworkConfig pretrained, ClassifierConfig head) {
    NetworkConfig encoders =
        stage.isSet(stage.dropout())
            ? pretrained.withDropout((float) stage.getDropout())
            : pretrained;
    return encoders.with(compatibility(stage)).forClassification(head);
  }

  /**
   * Refuses a pretrained network of other sizes than those set in the stage.
   *
   * @param source the pretrained network, for the message
   */
  static void refuseOtherSizes(
      FineTuner<?> stage, String source, MultimodalMetadata input, NetworkConfig pretrained) {
    List<String> set = new ArrayList<>();
    for (Param<?> param : stage.sizeParams()) {
      if (stage.isSet(param)) {
        set.add(param.name());
      }
    }
    float dropout = (float) stage.getDropout();
    ClassifierConfig any = head(stage, 2, TargetLoss.CROSS_ENTROPY);
    NetworkConfig wanted = fineTuning(stage, input, any);
    NetworkConfig found = fineTuning(stage, pretrained.withDropout(dropout), any);
    if (!set.isEmpty()
        && !wanted.with(found.compatibility()).equals(found.with(wanted.lossWeights()))) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": "
              + source
              + " has other sizes than "
              + String.join(", ", set)
              + " ask for; leave them unset to take those of the pretrained model");
    }
  }

  /** The head that a stage's Params ask for. */
  static ClassifierConfig head(FineTuningParams<?> stage, int outputs, TargetLoss loss) {
    return new ClassifierConfig(
        stage.getClassifierDim(),
        outputs,
        (float) stage.getClassifierDropout(),
        stage.getHeadShortcut(),
        loss);
  }

  private static Compatibility compatibility(TrainingParams<?> stage) {
    return stage.getCompatibility().equals("official")
        ? Compatibility.OFFICIAL
        : Compatibility.NONE;
  }

  private static NetworkConfig encoders(
      SizeParams<?> stage,
      MultimodalMetadata input,
      LossWeights weights,
      Compatibility compatibility) {
    try {
      return checkedEncoders(stage, input, weights, compatibility);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(stage.uid() + ": " + e.getMessage(), e);
    }
  }

  private static NetworkConfig checkedEncoders(
      SizeParams<?> stage,
      MultimodalMetadata input,
      LossWeights weights,
      Compatibility compatibility) {
    float dropout = (float) stage.getDropout();
    Checkpoints checkpoints = Checkpoints.of(stage, input);
    TransformerConfig fusion = checkpoints.fusion(dropout);
    return new NetworkConfig(
        input.text() == null ? null : text(stage, input.text(), checkpoints, dropout),
        input.image() == null ? null : image(stage, input.image(), checkpoints, dropout),
        input.series() == null
            ? null
            : new SeriesConfig(
                input.series().channels(),
                input.series().maxSteps(),
                TransformerConfig.of(
                    stage.getSeriesHiddenDim(),
                    stage.getSeriesLayers(),
                    stage.getSeriesHeads(),
                    dropout)),
        input.table() == null
            ? null
            : TableConfig.of(
                input.table().cardinalities(),
                stage.getCategoryDim(),
                stage.getTableDim(),
                stage.getTableSteps(),
                stage.getTableOverviewDim()),
        List.of(),
        FusionTokens.valueOf(stage.getFusionTokens().toUpperCase(Locale.ROOT)),
        stage.getMissingTokens(),
        fusion != null
            ? fusion
            : TransformerConfig.of(
                stage.getHiddenDim(), stage.getFusionLayers(), stage.getFusionHeads(), dropout),
        null,
        null,
        weights,
        compatibility);
  }

  private static TextConfig text(
      SizeParams<?> stage, MultimodalMetadata.Text text, Checkpoints checkpoints, float dropout) {
    TextConfig given = checkpoints.text(text, dropout);
    return given != null
        ? given
        : TextConfig.of(
            text.vocabSize(),
            text.maxTokens(),
            text.padId(),
            text.clsId(),
            text.sepId(),
            text.maskId(),
            TransformerConfig.of(
                stage.getTextHiddenDim(), stage.getTextLayers(), stage.getTextHeads(), dropout));
  }

  private static ImageConfig image(
      SizeParams<?> stage, MultimodalMetadata.Image image, Checkpoints checkpoints, float dropout) {
    ImageConfig given = checkpoints.image(image, stage.getImageOverview(), dropout);
    return given != null
        ? given
        : new ImageConfig(
            image.channels(),
            image.height(),
            image.width(),
            patch(stage, image),
            stage.getImageOverview(),
            TransformerConfig.of(
                stage.getImageHiddenDim(), stage.getImageLayers(), stage.getImageHeads(), dropout));
  }

  private static int patch(SizeParams<?> stage, MultimodalMetadata.Image image) {
    if (stage.isDefined(stage.imagePatchSize())) {
      int patch = stage.getImagePatchSize();
      if (image.height() % patch != 0 || image.width() % patch != 0) {
        throw new IllegalArgumentException(
            "imagePatchSize " + patch + " does not divide the image's " + sides(image));
      }
      return patch;
    }
    int largest = stage.sizes().patch();
    int patch = Math.min(largest, Math.min(image.height(), image.width()));
    while (image.height() % patch != 0 || image.width() % patch != 0) {
      patch--;
    }
    if (patch < largest / 4) {
      throw new IllegalArgumentException(
          "no square of "
              + largest / 4
              + " to "
              + largest
              + " pixels tiles the image's "
              + sides(image)
              + "; resize images to a multiple of "
              + largest
              + ", or set imagePatchSize");
    }
    return patch;
  }

  private static String sides(MultimodalMetadata.Image image) {
    return image.height() + " x " + image.width() + " pixels";
  }
}
