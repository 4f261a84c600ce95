package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.Param;

/**
 * Hugging Face checkpoints that a new network starts from. They give the sizes of the parts they
 * fill. A network that starts from a pretrained one takes that one's weights instead.
 */
public interface CheckpointParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "textCheckpoint",
        "folder of a BERT, MiniLM or DistilBERT checkpoint that the text encoder starts from;"
            + " empty: random weights",
        "");
    registry.string(
        "imageCheckpoint",
        "folder of a ViT or DeiT checkpoint that the image encoder starts from; empty: random"
            + " weights",
        "");
    registry.string(
        "fusionCheckpoint",
        "folder of a FLAVA checkpoint that the fusion starts from; empty: random weights",
        "");
    registry.choice(
        "checkpointPolicy",
        "what to do when a checkpoint lacks weights that the network needs: error, or initialize"
            + " them at random",
        List.of("error", "initialize"));
  }

  default Param<String> textCheckpoint() {
    return registry().get("textCheckpoint");
  }

  default String getTextCheckpoint() {
    return getOrDefault(textCheckpoint());
  }

  /**
   * Folder with {@code config.json} and {@code model.safetensors} of a BERT, MiniLM or DistilBERT,
   * on any Hadoop file system. The text must be tokenised with its vocabulary: give the same folder
   * to TextTokenizer's {@code vocabularyPath}. Default is none.
   */
  default T setTextCheckpoint(String value) {
    return with(textCheckpoint(), value);
  }

  default Param<String> imageCheckpoint() {
    return registry().get("imageCheckpoint");
  }

  default String getImageCheckpoint() {
    return getOrDefault(imageCheckpoint());
  }

  /**
   * Folder with a ViT or DeiT. Its positions are interpolated when images have other sides than the
   * ones it was trained on. Default is none.
   */
  default T setImageCheckpoint(String value) {
    return with(imageCheckpoint(), value);
  }

  default Param<String> fusionCheckpoint() {
    return registry().get("fusionCheckpoint");
  }

  default String getFusionCheckpoint() {
    return getOrDefault(fusionCheckpoint());
  }

  /** Folder with a FLAVA, whose multimodal encoder is used. Default is none. */
  default T setFusionCheckpoint(String value) {
    return with(fusionCheckpoint(), value);
  }

  default Param<String> checkpointPolicy() {
    return registry().get("checkpointPolicy");
  }

  default String getCheckpointPolicy() {
    return getOrDefault(checkpointPolicy());
  }

  /**
   * What to do when a checkpoint lacks weights, or has them in another shape: "error", or
   * "initialize" to start those at random. Default is "error".
   */
  default T setCheckpointPolicy(String value) {
    return with(checkpointPolicy(), value);
  }
}
