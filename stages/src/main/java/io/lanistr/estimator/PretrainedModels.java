package io.lanistr.estimator;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * How a pretrained model reaches the classifier that follows it in a Pipeline: its transform leaves
 * the network's id in the metadata of the multimodal column, and the model itself can be found here
 * for as long as somebody holds it.
 */
final class PretrainedModels {
  /** Key of the id in the multimodal column's metadata. */
  static final String KEY = "lanistr.pretrained";

  private static final Map<String, WeakReference<LanistrPretrainedModel>> BY_ID =
      new ConcurrentHashMap<>();

  private PretrainedModels() {}

  /** Makes a model findable and returns the column's metadata with its id. */
  static Metadata stamp(LanistrPretrainedModel model, Metadata metadata) {
    BY_ID.values().removeIf(reference -> reference.get() == null);
    BY_ID.put(model.fitted().saved().weights().id(), new WeakReference<>(model));
    return new MetadataBuilder()
        .withMetadata(metadata)
        .putString(KEY, model.fitted().saved().weights().id())
        .build();
  }

  /**
   * The model whose table this is, or null if it is none's.
   *
   * @throws IllegalArgumentException if the model is gone
   */
  static LanistrPretrainedModel of(String stage, Metadata metadata) {
    if (!metadata.contains(KEY)) {
      return null;
    }
    WeakReference<LanistrPretrainedModel> reference = BY_ID.get(metadata.getString(KEY));
    LanistrPretrainedModel model = reference == null ? null : reference.get();
    if (model == null) {
      throw new IllegalArgumentException(
          stage
              + ": this table has passed through a pretrained model that this application no longer"
              + " holds. Load that model and transform the table with it, set pretrainedPath, or"
              + " set initialization=random to start without it.");
    }
    return model;
  }
}
