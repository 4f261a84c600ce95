package io.lanistr.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.udf.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordPieceTrainerTest {

  @Test
  void mostFrequentPairsAreJoinedFirst() {
    Map<String, Long> words = Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);
    List<String> pieces = new WordPieceTrainer(26, 1).learn(words);
    assertEquals(Vocabulary.SPECIAL, pieces.subList(0, 5));
    assertEquals(
        List.of("##d", "##e", "##i", "##o", "##r", "##s", "##t", "##w", "l", "n", "w"),
        pieces.subList(5, 16));
    // 9 times e-s, then es-t; 7 times o-w before l-o, alphabetically; 6 times the pairs of newest.
    assertEquals(
        List.of("##es", "##est", "##ow", "low", "##ew", "##ewest", "newest"),
        pieces.subList(16, 23));
  }

  @Test
  void pairsRarerThanTheMinimumStayApart() {
    List<String> pieces = new WordPieceTrainer(1000, 3).learn(Map.of("aa", 3L, "bb", 2L));
    assertTrue(pieces.contains("aa"));
    assertFalse(pieces.contains("bb"));
  }

  @Test
  void alphabetIsCutToTheMostFrequentCharactersThatFit() {
    List<String> pieces = new WordPieceTrainer(7, 1).learn(Map.of("a", 3L, "b", 2L, "c", 1L));
    assertEquals(List.of("a", "b"), pieces.subList(5, 7));
  }

  @Test
  void equalsCountingAllPairsAnewAfterEveryJoin() {
    Random random = new Random(11);
    for (int round = 0; round < 30; round++) {
      Map<String, Long> words = new TreeMap<>();
      for (int i = 0; i < 40; i++) {
        StringBuilder word = new StringBuilder();
        for (int n = 1 + random.nextInt(7); n > 0; n--) {
          word.append((char) ('a' + random.nextInt(4)));
        }
        words.put(word.toString(), 1L + random.nextInt(5));
      }
      int size = 15 + random.nextInt(40);
      assertEquals(naive(words, size, 2), new WordPieceTrainer(size, 2).learn(words));
    }
  }

  /** The definition, without any bookkeeping. */
  private static List<String> naive(Map<String, Long> counts, int size, long minCount) {
    Map<List<String>, Long> words = new LinkedHashMap<>();
    TreeMap<String, Long> alphabet = new TreeMap<>();
    counts.forEach(
        (word, count) -> {
          List<String> characters = new ArrayList<>();
          for (char c : word.toCharArray()) {
            characters.add(characters.isEmpty() ? "" + c : "##" + c);
          }
          words.put(characters, count);
          characters.forEach(c -> alphabet.merge(c, count, Long::sum));
        });
    List<String> pieces = new ArrayList<>(Vocabulary.SPECIAL);
    pieces.addAll(alphabet.keySet());
    while (pieces.size() < size) {
      Map<List<String>, Long> pairs = new HashMap<>();
      words.forEach(
          (word, count) -> {
            for (int i = 1; i < word.size(); i++) {
              pairs.merge(List.of(word.get(i - 1), word.get(i)), count, Long::sum);
            }
          });
      List<String> best = null;
      for (List<String> pair : pairs.keySet()) {
        if (best == null || better(pair, best, pairs)) {
          best = pair;
        }
      }
      if (best == null || pairs.get(best) < minCount) {
        break;
      }
      String joined = best.get(0) + best.get(1).substring(2);
      if (!pieces.contains(joined)) {
        pieces.add(joined);
      }
      Map<List<String>, Long> next = new LinkedHashMap<>();
      for (Map.Entry<List<String>, Long> word : words.entrySet()) {
        next.put(join(word.getKey(), best, joined), word.getValue());
      }
      words.clear();
      words.putAll(next);
    }
    return pieces;
  }

  private static boolean better(List<String> a, List<String> b, Map<List<String>, Long> pairs) {
    int byCount = Long.compare(pairs.get(a), pairs.get(b));
    int byLeft = b.get(0).compareTo(a.get(0));
    int byRight = b.get(1).compareTo(a.get(1));
    return Arrays.stream(new int[] {byCount, byLeft, byRight})
            .filter(order -> order != 0)
            .findFirst()
            .orElse(0)
        > 0;
  }

  private static List<String> join(List<String> word, List<String> pair, String joined) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean here =
          i + 1 < word.size()
              && word.get(i).equals(pair.get(0))
              && word.get(i + 1).equals(pair.get(1));
      out.add(here ? joined : word.get(i));
      i += here ? 1 : 0;
    }
    return out;
  }
}
