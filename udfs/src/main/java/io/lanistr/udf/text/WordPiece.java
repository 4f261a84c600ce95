package io.lanistr.udf.text;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;

/**
 * Text to the ids of BERT's WordPiece pieces, equal to Hugging Face's {@code BertTokenizer} with
 * truncation; but special pieces written out in the text, such as {@code [MASK]}, stay plain text.
 *
 * <p>The greedy longest match is Tribuo's; thread-safe.
 */
public final class WordPiece implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Longer words, in code points, become {@code [UNK]}. */
  public static final int LONGEST_WORD = 100;

  private final Vocabulary vocabulary;
  private final BertNormalizer normalizer;
  private final int cls;
  private final int sep;
  private final int unknown;
  private transient Wordpiece matcher;

  public WordPiece(Vocabulary vocabulary, boolean lowerCase) {
    this.vocabulary = vocabulary;
    this.normalizer = new BertNormalizer(lowerCase);
    this.cls = vocabulary.id(Vocabulary.CLS);
    this.sep = vocabulary.id(Vocabulary.SEP);
    this.unknown = vocabulary.id(Vocabulary.UNKNOWN);
    this.matcher = matcher();
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public boolean lowerCase() {
    return normalizer.lowerCase();
  }

  /**
   * {@code [CLS] pieces [SEP]}, cut to {@code maxTokens} ids in all.
   *
   * @param maxTokens at least 3
   */
  public int[] ids(String text, int maxTokens) {
    if (maxTokens < 3) {
      throw new IllegalArgumentException(
          "maxTokens must be at least 3 ([CLS], a piece, [SEP]), got " + maxTokens);
    }
    int[] ids = new int[Math.min(maxTokens, 32)];
    int n = 0;
    ids[n++] = cls;
    for (String word : normalizer.words(text)) {
      if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
        ids = put(ids, n++, unknown, maxTokens);
      } else {
        for (String piece : matcher.wordpiece(word)) {
          ids = put(ids, n++, vocabulary.id(piece), maxTokens);
        }
      }
      if (n >= maxTokens - 1) {
        n = maxTokens - 1;
        break;
      }
    }
    int[] out = Arrays.copyOf(ids, n + 1);
    out[n] = sep;
    return out;
  }

  /** Sets {@code ids[n]}, growing the array up to {@code limit}; ids past it are cut off. */
  private static int[] put(int[] ids, int n, int id, int limit) {
    if (n >= limit) {
      return ids;
    }
    int[] room = n < ids.length ? ids : Arrays.copyOf(ids, Math.min(limit, 2 * ids.length));
    room[n] = id;
    return room;
  }

  /** Its own limit counts UTF-16 units; ours, in code points, is the tighter one. */
  private Wordpiece matcher() {
    return new Wordpiece(vocabulary.set(), Vocabulary.UNKNOWN, 2 * LONGEST_WORD);
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    matcher = matcher();
  }
}
