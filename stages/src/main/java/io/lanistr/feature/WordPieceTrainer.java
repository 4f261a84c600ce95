package io.lanistr.feature;

import io.lanistr.udf.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns WordPiece pieces from word counts by joining, again and again, the neighbouring pair that
 * occurs most often (Sennrich et al., arXiv:1508.07909, with WordPiece's {@code ##} for pieces
 * inside a word). Deterministic: of equally frequent pairs the alphabetically first is joined.
 */
final class WordPieceTrainer {
  private static final String INSIDE = "##";

  private final int vocabularySize;
  private final long minCount;

  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<Word> words = new ArrayList<>();
  private final Map<Long, Pair> pairs = new HashMap<>();

  /**
   * A trainer for one corpus.
   *
   * @param vocabularySize greatest number of pieces, special ones included
   * @param minCount least number of occurrences of a pair that is joined
   */
  WordPieceTrainer(int vocabularySize, long minCount) {
    this.vocabularySize = vocabularySize;
    this.minCount = minCount;
  }

  /** The special pieces, the characters, then the joined pieces in the order they were found. */
  List<String> learn(Map<String, Long> counts) {
    Vocabulary.SPECIAL.forEach(this::id);
    Set<String> alphabet = alphabet(counts);
    alphabet.forEach(this::id);
    counts.forEach((word, count) -> addWord(characters(word), count, alphabet));
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    pairs.values().forEach(pair -> queue.add(candidate(pair)));
    while (pieces.size() < vocabularySize && !queue.isEmpty()) {
      Candidate best = queue.poll();
      if (best.count < minCount) {
        break;
      }
      if (best.count == best.pair.count) {
        join(best.pair).forEach(pair -> queue.add(candidate(pair)));
      } else if (best.pair.count > 0) {
        queue.add(candidate(best.pair)); // it was counted before an earlier join took some away
      }
    }
    return List.copyOf(pieces);
  }

  /** The most frequent characters that fit, in alphabetical order. */
  private Set<String> alphabet(Map<String, Long> counts) {
    Map<String, Long> frequency = new HashMap<>();
    counts.forEach(
        (word, count) -> characters(word).forEach(c -> frequency.merge(c, count, Long::sum)));
    Set<String> kept = new LinkedHashSet<>();
    frequency.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(vocabularySize - pieces.size())
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(kept::add);
    return kept;
  }

  private static List<String> characters(String word) {
    List<String> out = new ArrayList<>();
    word.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> out.add(out.isEmpty() ? c : INSIDE + c));
    return out;
  }

  /** A word with a character outside the alphabet can only become [UNK] and teaches nothing. */
  private void addWord(List<String> characters, long count, Set<String> alphabet) {
    if (alphabet.containsAll(characters)) {
      Word word = new Word(characters.stream().mapToInt(this::id).toArray(), count);
      words.add(word);
      count(word, words.size() - 1, 1);
    }
  }

  /** Joins the pair wherever it occurs; returns the pairs that became more frequent. */
  private Collection<Pair> join(Pair pair) {
    int joined = id(pieces.get(pair.left) + pieces.get(pair.right).substring(INSIDE.length()));
    Set<Pair> grown = new LinkedHashSet<>();
    for (int at : pair.words) {
      Word word = words.get(at);
      if (word.holds(pair.left, pair.right)) {
        count(word, at, -1);
        word.join(pair.left, pair.right, joined);
        count(word, at, 1);
        for (int i = 1; i < word.pieces.length; i++) {
          if (word.pieces[i - 1] == joined || word.pieces[i] == joined) {
            grown.add(pairs.get(key(word.pieces[i - 1], word.pieces[i])));
          }
        }
      }
    }
    pairs.remove(key(pair.left, pair.right));
    return grown;
  }

  private void count(Word word, int at, int sign) {
    for (int i = 1; i < word.pieces.length; i++) {
      int left = word.pieces[i - 1];
      int right = word.pieces[i];
      Pair pair = pairs.computeIfAbsent(key(left, right), k -> new Pair(left, right));
      pair.count += sign * word.count;
      if (sign > 0) {
        pair.words.add(at);
      }
    }
  }

  private int id(String piece) {
    return ids.computeIfAbsent(
        piece,
        p -> {
          pieces.add(p);
          return pieces.size() - 1;
        });
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  private Candidate candidate(Pair pair) {
    return new Candidate(pair, pair.count, pieces.get(pair.left), pieces.get(pair.right));
  }

  private static final class Pair {
    final int left;
    final int right;
    final Set<Integer> words = new LinkedHashSet<>();
    long count;

    Pair(int left, int right) {
      this.left = left;
      this.right = right;
    }
  }

  /** A pair as it was when it entered the queue. */
  private record Candidate(Pair pair, long count, String left, String right)
      implements Comparable<Candidate> {
    private static final Comparator<Candidate> ORDER =
        Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparing(Candidate::left)
            .thenComparing(Candidate::right);

    @Override
    public int compareTo(Candidate other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Word {
    final long count;
    int[] pieces;

    Word(int[] pieces, long count) {
      this.pieces = pieces;
      this.count = count;
    }

    boolean holds(int left, int right) {
      for (int i = 1; i < pieces.length; i++) {
        if (pieces[i - 1] == left && pieces[i] == right) {
          return true;
        }
      }
      return false;
    }

    void join(int left, int right, int joined) {
      int[] out = new int[pieces.length];
      int n = 0;
      for (int i = 0; i < pieces.length; i++) {
        boolean here = i + 1 < pieces.length && pieces[i] == left && pieces[i + 1] == right;
        out[n++] = here ? joined : pieces[i];
        i += here ? 1 : 0;
      }
      pieces = Arrays.copyOf(out, n);
    }
  }
}
