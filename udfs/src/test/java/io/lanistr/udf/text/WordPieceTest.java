package io.lanistr.udf.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.udf.Vectors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPieceTest {
  private static final JsonNode JSON = Vectors.read("wordpiece.json");

  private static WordPiece wordPiece(boolean lowerCase) {
    List<String> pieces = new ArrayList<>();
    JSON.get("vocabulary").forEach(p -> pieces.add(p.asText()));
    return new WordPiece(new Vocabulary(pieces), lowerCase);
  }

  @Test
  void idsEqualThoseOfHuggingFacesTokenizer() {
    for (JsonNode vector : JSON.get("vectors")) {
      String text = vector.get("text").asText();
      assertArrayEquals(
          Vectors.ints(vector.get("ids")),
          wordPiece(vector.get("lowerCase").asBoolean()).ids(text, 1000),
          text);
    }
  }

  @Test
  void truncationKeepsTheSeparatorLast() {
    WordPiece wordPiece = wordPiece(true);
    Vocabulary vocabulary = wordPiece.vocabulary();
    int[] whole = wordPiece.ids("unaffable hello world", 100);
    for (int limit = 3; limit < whole.length; limit++) {
      int[] cut = wordPiece.ids("unaffable hello world", limit);
      assertEquals(limit, cut.length);
      for (int i = 0; i < limit - 1; i++) {
        assertEquals(whole[i], cut[i]);
      }
      assertEquals(vocabulary.id("[SEP]"), cut[limit - 1]);
    }
  }

  @Test
  void longTextsAreCutAtTheLimit() {
    assertEquals(512, wordPiece(true).ids("hello ".repeat(5000), 512).length);
    assertEquals(5002, wordPiece(true).ids("hello ".repeat(5000), 100_000).length);
  }

  @Test
  void specialPiecesWrittenInTheTextStayPlainText() {
    WordPiece wordPiece = wordPiece(true);
    int mask = wordPiece.vocabulary().id("[MASK]");
    for (int id : wordPiece.ids("a [MASK] b [SEP]", 100)) {
      assertEquals(false, id == mask);
    }
  }

  @Test
  void vocabularyFileHasOnePieceALine() throws IOException {
    String file = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhé\n##llo\n";
    Vocabulary vocabulary =
        Vocabulary.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    assertEquals(7, vocabulary.size());
    assertEquals(5, vocabulary.id("hé"));
    assertEquals("##llo", vocabulary.piece(6));
  }

  @Test
  void unusableVocabulariesAreRefused() {
    List<String> twice = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "a");
    assertEquals(
        "vocabulary holds 'a' twice, as entries 5 and 6 (counted from 0)",
        assertThrows(IllegalArgumentException.class, () -> new Vocabulary(twice)).getMessage());
    assertEquals(
        "vocabulary of 2 entries lacks '[UNK]'; a BERT vocabulary holds [[PAD], [UNK], [CLS],"
            + " [SEP], [MASK]]",
        assertThrows(IllegalArgumentException.class, () -> new Vocabulary(List.of("[PAD]", "a")))
            .getMessage());
    assertEquals(
        "maxTokens must be at least 3 ([CLS], a piece, [SEP]), got 2",
        assertThrows(IllegalArgumentException.class, () -> wordPiece(true).ids("a", 2))
            .getMessage());
  }
}
