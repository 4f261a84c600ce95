package io.lanistr.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.udf.text.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** The WordPiece vocabulary that a checkpoint comes with. */
public final class CheckpointVocabulary {
  private static final String TEXT = "vocab.txt";
  private static final String TOKENIZER = "tokenizer.json";
  private static final int MOST_PIECES = 10_000_000;

  private CheckpointVocabulary() {}

  /**
   * From {@code vocab.txt}, else from {@code tokenizer.json}.
   *
   * @throws IllegalArgumentException if there is one that is no WordPiece vocabulary
   */
  public static Optional<Vocabulary> read(CheckpointFolder folder) {
    if (folder.has(TEXT)) {
      try {
        return Optional.of(Vocabulary.read(folder.open(TEXT)));
      } catch (IOException e) {
        throw new UncheckedIOException("can't read " + folder.path(TEXT), e);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(folder.path(TEXT) + ": " + e.getMessage(), e);
      }
    }
    return folder.has(TOKENIZER)
        ? Optional.of(ofTokenizer(folder.json(TOKENIZER), folder.path(TOKENIZER)))
        : Optional.empty();
  }

  /** Whether texts are to be lower-cased and accents stripped, if the checkpoint says so. */
  public static Optional<Boolean> lowerCase(CheckpointFolder folder) {
    JsonNode flag =
        folder.has(TOKENIZER)
            ? folder.json(TOKENIZER).path("normalizer").path("lowercase")
            : folder.has("tokenizer_config.json")
                ? folder.json("tokenizer_config.json").path("do_lower_case")
                : null;
    return flag == null || !flag.isBoolean() ? Optional.empty() : Optional.of(flag.asBoolean());
  }

  private static Vocabulary ofTokenizer(JsonNode root, String where) {
    JsonNode model = root.path("model");
    if (!model.path("type").asText("WordPiece").equals("WordPiece")) {
      throw new IllegalArgumentException(
          where + " holds a " + model.path("type").asText() + " vocabulary; WordPiece is needed");
    }
    JsonNode ids = model.path("vocab");
    int size = ids.size();
    if (size == 0 || size > MOST_PIECES) {
      throw new IllegalArgumentException(
          where + ": 'model.vocab' has " + size + " pieces; 1 to " + MOST_PIECES + " are expected");
    }
    String[] pieces = new String[size];
    for (Iterator<Map.Entry<String, JsonNode>> i = ids.fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> piece = i.next();
      int id = piece.getValue().asInt(-1);
      if (id < 0 || id >= size || pieces[id] != null) {
        throw new IllegalArgumentException(
            where + ": the ids of 'model.vocab' do not run from 0 to " + (size - 1) + " once each");
      }
      pieces[id] = piece.getKey();
    }
    return new Vocabulary(Arrays.asList(pieces));
  }
}
