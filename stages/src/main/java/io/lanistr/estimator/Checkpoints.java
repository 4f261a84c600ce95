package io.lanistr.estimator;

import io.lanistr.checkpoint.CheckpointFolder;
import io.lanistr.checkpoint.CheckpointVocabulary;
import io.lanistr.checkpoint.FusionCheckpoint;
import io.lanistr.checkpoint.ImageCheckpoint;
import io.lanistr.checkpoint.TextCheckpoint;
import io.lanistr.checkpoint.WeightReport;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.progress.TrainingListener;
import io.lanistr.udf.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;

/** The checkpoints that a stage's Params name: the sizes they ask for, the weights they hold. */
final class Checkpoints {
  private final SizeParams<?> stage;
  private final TextCheckpoint textOrNull;
  private final ImageCheckpoint imageOrNull;
  private final FusionCheckpoint fusionOrNull;

  private Checkpoints(
      SizeParams<?> stage, TextCheckpoint text, ImageCheckpoint image, FusionCheckpoint fusion) {
    this.stage = stage;
    textOrNull = text;
    imageOrNull = image;
    fusionOrNull = fusion;
  }

  /** Opens those that are named for modalities that the input has. */
  static Checkpoints of(SizeParams<?> stage, MultimodalMetadata input) {
    return new Checkpoints(
        stage,
        input.text() == null ? null : open(stage.getTextCheckpoint(), TextCheckpoint::open),
        input.image() == null ? null : open(stage.getImageCheckpoint(), ImageCheckpoint::open),
        open(stage.getFusionCheckpoint(), FusionCheckpoint::open));
  }

  private static <C> C open(String folder, Function<CheckpointFolder, C> open) {
    if (folder.isEmpty()) {
      return null;
    }
    Configuration hadoop = SparkSession.active().sessionState().newHadoopConf();
    return open.apply(new CheckpointFolder(folder, hadoop));
  }

  /**
   * The text encoder that the checkpoint needs, or null if none is named.
   *
   * @throws IllegalArgumentException if the text was tokenised with another vocabulary
   */
  TextConfig text(MultimodalMetadata.Text input, float dropout) {
    if (textOrNull == null) {
      return null;
    }
    refuseSizes(
        "textCheckpoint", List.of(stage.textHiddenDim(), stage.textLayers(), stage.textHeads()));
    String remedy =
        "; tokenise the text with its vocabulary (TextTokenizer.setVocabularyPath(\""
            + textOrNull.folder()
            + "\"))";
    if (textOrNull.vocabulary() != input.vocabSize() || textOrNull.padId() != input.padId()) {
      throw new IllegalArgumentException(
          textOrNull.folder()
              + " knows "
              + textOrNull.vocabulary()
              + " tokens, [PAD] being "
              + textOrNull.padId()
              + "; the text has "
              + input.vocabSize()
              + " and "
              + input.padId()
              + remedy);
    }
    Optional<Vocabulary> vocabulary = CheckpointVocabulary.read(textOrNull.folder());
    if (!input.fingerprint().isEmpty()
        && vocabulary.isPresent()
        && !vocabulary.get().fingerprint().equals(input.fingerprint())) {
      throw new IllegalArgumentException(
          "the vocabulary of " + textOrNull.folder() + " is not that of the text" + remedy);
    }
    if (input.maxTokens() > textOrNull.positions()) {
      throw new IllegalArgumentException(
          textOrNull.folder()
              + " takes texts of up to "
              + textOrNull.positions()
              + " tokens, these have up to "
              + input.maxTokens()
              + "; lower TextTokenizer's maxTokens");
    }
    return textOrNull.config(input.clsId(), input.sepId(), input.maskId(), dropout);
  }

  /** The image encoder that the checkpoint needs, or null if none is named. */
  ImageConfig image(MultimodalMetadata.Image input, boolean overview, float dropout) {
    if (imageOrNull == null) {
      return null;
    }
    refuseSizes(
        "imageCheckpoint",
        List.of(
            stage.imageHiddenDim(),
            stage.imageLayers(),
            stage.imageHeads(),
            stage.imagePatchSize()));
    return imageOrNull.config(input.channels(), input.height(), input.width(), overview, dropout);
  }

  /** The fusion that the checkpoint needs, or null if none is named. */
  TransformerConfig fusion(float dropout) {
    if (fusionOrNull == null) {
      return null;
    }
    refuseSizes(
        "fusionCheckpoint", List.of(stage.hiddenDim(), stage.fusionLayers(), stage.fusionHeads()));
    return fusionOrNull.config(dropout);
  }

  private void refuseSizes(String checkpoint, List<Param<?>> sizes) {
    List<String> set = new ArrayList<>();
    sizes.stream().filter(stage::isSet).forEach(param -> set.add(param.name()));
    if (!set.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", set)
              + ": the checkpoint gives these sizes; leave them unset, or "
              + checkpoint);
    }
  }

  /**
   * Fills the parts of a network whose numbers are bound, and tells {@code listener} what became of
   * every tensor.
   *
   * @throws IllegalArgumentException if weights are lacking and the stage's policy is error
   */
  void load(LanistrNetwork network, TrainingListener listener) {
    NetworkConfig config = network.config();
    if (textOrNull != null && config.text() != null) {
      take(textOrNull.load(network.parameters()), listener);
    }
    if (imageOrNull != null && config.image() != null) {
      take(imageOrNull.load(network.parameters(), config.image()), listener);
    }
    if (fusionOrNull != null) {
      take(fusionOrNull.load(network.parameters()), listener);
    }
  }

  private void take(WeightReport report, TrainingListener listener) {
    if (stage.getCheckpointPolicy().equals("error")) {
      report.requireComplete(
          "Give a checkpoint that fits, or set checkpointPolicy=initialize to start what is lacking"
              + " at random.");
    }
    TrainingLog.report(report.lines());
    listener.noted(report.summary());
  }
}
