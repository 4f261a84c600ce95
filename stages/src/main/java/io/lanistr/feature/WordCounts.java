package io.lanistr.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.lanistr.udf.text.BertNormalizer;
import io.lanistr.udf.text.WordPiece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** Words of a corpus and how often they occur, counted on the executors. */
final class WordCounts {
  private WordCounts() {}

  /**
   * The most frequent words, falling by count and of equal counts rising by name.
   *
   * @param texts a column "texts", array of string
   */
  static Map<String, Long> of(Dataset<Row> texts, boolean lowerCase, int limit) {
    BertNormalizer normalizer = new BertNormalizer(lowerCase);
    UDF1<Seq<String>, List<String>> words = row -> words(row, normalizer);
    List<Row> rows =
        texts
            .select(
                explode(
                        functions
                            .udf(words, DataTypes.createArrayType(DataTypes.StringType, false))
                            .withName("words")
                            .apply(col("texts")))
                    .as("word"))
            .groupBy("word")
            .agg(count(lit(1)).as("count"))
            .orderBy(col("count").desc(), col("word"))
            .limit(limit)
            .collectAsList();
    Map<String, Long> counts = new LinkedHashMap<>();
    rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  private static List<String> words(Seq<String> texts, BertNormalizer normalizer) {
    List<String> words = new ArrayList<>();
    for (int i = 0; texts != null && i < texts.size(); i++) {
      if (texts.apply(i) != null) {
        normalizer.words(texts.apply(i)).stream()
            .filter(word -> word.codePointCount(0, word.length()) <= WordPiece.LONGEST_WORD)
            .forEach(words::add);
      }
    }
    return words;
  }
}
