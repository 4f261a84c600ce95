package io.lanistr.pipeline.experiment;

import io.lanistr.pipeline.dataset.Modality;

/** The systems' keys in files. */
public final class SystemNames {
  public static final String LANISTR = "lanistr";
  public static final String NO_PRETRAINING = "lanistr_no_pretraining";
  public static final String NO_SELF_TRAINING = "lanistr_no_self_training";
  public static final String SELF_TRAINING_ONLY = "lanistr_self_training_only";
  public static final String CLASSICAL = "classical";

  private static final String SINGLE = "_only";

  private SystemNames() {}

  /** The key of one modality alone, for example {@code text_only}. */
  public static String only(Modality modality) {
    return modality.key() + SINGLE;
  }

  /** Whether the key is that of one modality alone. */
  public static boolean isSingleModality(String name) {
    return name.endsWith(SINGLE);
  }
}
