package io.lanistr.feature;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * Params shared by {@link TextTokenizer} and its model.
 *
 * @param <T> the stage, returned by its setters
 */
public interface TextParams<T> extends HasInputCol<T> {
  /** Greatest number of ids of one text, [CLS] and [SEP] included. */
  default IntParam maxTokens() {
    return table().get("maxTokens");
  }

  default int getMaxTokens() {
    return (int) getOrDefault(maxTokens());
  }

  default T setMaxTokens(int value) {
    return with(maxTokens(), value);
  }

  /** Whether text is lower-cased and stripped of accents, as an uncased vocabulary needs. */
  default BooleanParam lowerCase() {
    return table().get("lowerCase");
  }

  default boolean getLowerCase() {
    return (boolean) getOrDefault(lowerCase());
  }

  default T setLowerCase(boolean value) {
    return with(lowerCase(), value);
  }

  /** Adds the Params. */
  static void define(ParamTable table) {
    Params stage = table.stage();
    HasInputCol.define(table, "text", "text column: string or array<string>", "text_tokens");
    table.add(
        new IntParam(
            stage,
            "maxTokens",
            "greatest number of ids of one text, [CLS] and [SEP] included; longer ones are cut",
            ParamValidators.gtEq(3)),
        128);
    table.add(
        new BooleanParam(
            stage, "lowerCase", "whether to lower-case and strip accents (uncased vocabulary)"),
        true);
  }
}
