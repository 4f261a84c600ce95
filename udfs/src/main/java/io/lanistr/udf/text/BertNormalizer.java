package io.lanistr.udf.text;

import java.io.Serializable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceBasicTokenizer;

/**
 * BERT's basic tokenization (Devlin et al. 2019, as Hugging Face's {@code BertTokenizer} does it):
 * control characters are removed, every CJK ideograph and punctuation mark is a word of its own,
 * and in the uncased form accents are stripped and letters lower-cased.
 *
 * @param lowerCase whether to lower-case and strip accents (an uncased vocabulary)
 */
public record BertNormalizer(boolean lowerCase) implements Serializable {

  /** The words of {@code text}, in order. */
  public List<String> words(String text) {
    StringBuilder clean = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> appendClean(clean, c));
    return split(lowerCase ? uncased(clean) : clean);
  }

  private static void appendClean(StringBuilder out, int c) {
    if (isSpace(c)) {
      out.append(' ');
    } else if (c == 0xfffd || isOther(c)) {
      return;
    } else if (WordpieceBasicTokenizer.isChinese(c)) {
      out.append(' ').appendCodePoint(c).append(' ');
    } else {
      out.appendCodePoint(c);
    }
  }

  private static CharSequence uncased(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> out.appendCodePoint(Character.toLowerCase(c)));
    return out;
  }

  private static List<String> split(CharSequence text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      int c = Character.codePointAt(text, at);
      int next = at + Character.charCount(c);
      boolean space = c == ' ';
      if (space || WordpieceBasicTokenizer.isPunctuation(c)) {
        if (start < at) {
          words.add(text.subSequence(start, at).toString());
        }
        if (!space) {
          words.add(text.subSequence(at, next).toString());
        }
        start = next;
      }
      at = next;
    }
    if (start < at) {
      words.add(text.subSequence(start, at).toString());
    }
    return words;
  }

  private static boolean isSpace(int c) {
    int type = Character.getType(c);
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || type == Character.SPACE_SEPARATOR
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** Unicode's category C, but for unassigned code points, which later versions may assign. */
  private static boolean isOther(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }
}
