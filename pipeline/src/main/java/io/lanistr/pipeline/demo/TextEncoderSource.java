package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.lanistr.pipeline.data.DatasetCache;
import io.lanistr.pipeline.data.PretrainedEncoder;
import java.util.List;

/**
 * The pretrained text encoder of a run.
 *
 * @param folder of its checkpoint; empty if texts are learned from scratch
 * @param attribution whose it is, a paragraph each
 */
record TextEncoderSource(String folder, List<String> attribution) {
  private static final String SETTING = "experiment.text-encoder";
  private static final String NONE = "none";

  /** The one that the settings name: fetched if it is a known one, else a folder. */
  static TextEncoderSource of(Config settings, boolean hasText, DatasetCache cache) {
    String name = settings.getString(SETTING);
    if (!hasText || name.equals(NONE)) {
      return new TextEncoderSource("", List.of());
    }
    if (name.equals(PretrainedEncoder.MINILM.name())) {
      return new TextEncoderSource(
          cache.folderOf(PretrainedEncoder.MINILM).toUri().toString(),
          List.of(PretrainedEncoder.MINILM.attribution()));
    }
    return new TextEncoderSource(name, List.of());
  }

  /**
   * Settings under which the text encoder starts from the checkpoint and is not trained; what the
   * user has set stays.
   */
  Config apply(Config settings) {
    if (folder.isEmpty()) {
      return settings;
    }
    Config added =
        ConfigFactory.empty()
            .withValue("text.vocabularyPath", ConfigValueFactory.fromAnyRef(folder));
    for (String section : List.of("pretraining", "fine-tuning")) {
      added =
          added
              .withValue(section + ".textCheckpoint", ConfigValueFactory.fromAnyRef(folder))
              .withValue(
                  section + ".frozenParts", ConfigValueFactory.fromIterable(List.of("text")));
    }
    return settings.withFallback(added);
  }
}
