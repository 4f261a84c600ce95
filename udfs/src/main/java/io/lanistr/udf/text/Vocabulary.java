package io.lanistr.udf.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * The pieces of a WordPiece vocabulary; a piece's id is its position (BERT's {@code vocab.txt}).
 */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final String PAD = "[PAD]";
  public static final String UNKNOWN = "[UNK]";
  public static final String CLS = "[CLS]";
  public static final String SEP = "[SEP]";
  public static final String MASK = "[MASK]";

  /** The special pieces every vocabulary must hold, in the order of a learned one. */
  public static final List<String> SPECIAL = List.of(PAD, UNKNOWN, CLS, SEP, MASK);

  private final String[] pieces;
  private final HashMap<String, Integer> ids;

  /**
   * A vocabulary of the given pieces in order.
   *
   * @throws IllegalArgumentException when a special piece is missing, a piece occurs twice or holds
   *     a line break
   */
  public Vocabulary(List<String> pieces) {
    this.pieces = pieces.toArray(new String[0]);
    this.ids = new HashMap<>(2 * this.pieces.length);
    for (int id = 0; id < this.pieces.length; id++) {
      if (this.pieces[id].indexOf('\n') >= 0 || this.pieces[id].indexOf('\r') >= 0) {
        throw new IllegalArgumentException("vocabulary entry " + id + " holds a line break");
      }
      Integer earlier = ids.putIfAbsent(this.pieces[id], id);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "vocabulary holds '%s' twice, as entries %d and %d (counted from 0)"
                .formatted(this.pieces[id], earlier, id));
      }
    }
    for (String special : SPECIAL) {
      if (!ids.containsKey(special)) {
        throw new IllegalArgumentException(
            "vocabulary of %d entries lacks '%s'; a BERT vocabulary holds %s"
                .formatted(this.pieces.length, special, SPECIAL));
      }
    }
  }

  /** Reads one piece a line, UTF-8. Closes the stream. */
  public static Vocabulary read(InputStream in) throws IOException {
    List<String> pieces = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        pieces.add(line);
      }
    }
    return new Vocabulary(pieces);
  }

  public int size() {
    return pieces.length;
  }

  /** The piece with this id. */
  public String piece(int id) {
    return pieces[id];
  }

  /** The id of a piece that is present. */
  public int id(String piece) {
    Integer id = ids.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("no entry '" + piece + "' in the vocabulary");
    }
    return id;
  }

  /** All pieces in the order of their ids. */
  public List<String> pieces() {
    return List.of(pieces);
  }

  /** Equal for equal vocabularies. */
  public String fingerprint() {
    return Integer.toHexString(pieces().hashCode());
  }

  Set<String> set() {
    return Collections.unmodifiableSet(ids.keySet());
  }
}
