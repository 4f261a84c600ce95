package io.lanistr.feature;

import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.Frames;
import io.lanistr.training.MultimodalMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTokenizerTest {
  private static final String[] VOCABULARY = {
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "red", "blue", "sh", "##oe", "a", ","
  };

  private static TextTokenizer tokenizer() {
    return new TextTokenizer("tok").setVocabulary(VOCABULARY);
  }

  private static List<String> tokens(TextTokenizer tokenizer, Dataset<Row> rows) {
    return tokenizer.fit(rows).transform(rows).select("text_tokens").toJSON().collectAsList();
  }

  @Test
  void givenVocabularyMakesItsIds() {
    assertEquals(
        List.of(
            "{\"text_tokens\":[[2,9,5,7,8,3]]}",
            "{\"text_tokens\":[[2,9,6,7,8,10,9,5,1,3]]}",
            "{}",
            "{\"text_tokens\":[[2,5,5,6,3]]}",
            "{}"),
        tokens(tokenizer(), Samples.rows()));
  }

  @Test
  void severalTextsOfARowBecomeSeveralArrays() {
    Dataset<Row> rows =
        Frames.of(
            StructType.fromDDL("text array<string>"),
            row(List.of("red", " ", "blue shoe")),
            row(List.of("", "")),
            row(List.of()));
    assertEquals(
        List.of("{\"text_tokens\":[[2,5,3],[2,6,7,8,3]]}", "{}", "{}"), tokens(tokenizer(), rows));
  }

  @Test
  void longTextsAreCutAndTheColumnSaysItsSizes() {
    TextTokenizerModel model = tokenizer().setMaxTokens(4).fit(Samples.rows());
    assertEquals(
        "{\"text_tokens\":[[2,9,5,3]]}",
        model.transform(Samples.rows()).select("text_tokens").toJSON().first());
    MultimodalMetadata metadata =
        MultimodalMetadata.of(model.transform(Samples.rows()).schema().apply("text_tokens"));
    String fingerprint = metadata.text().fingerprint();
    assertEquals(new MultimodalMetadata.Text(11, 4, 0, 2, 3, 4, fingerprint), metadata.text());
    assertNotEquals("", fingerprint);
  }

  @Test
  void casedVocabularyKeepsCapitals() {
    TextTokenizerModel model = tokenizer().setLowerCase(false).fit(Samples.rows());
    assertEquals(
        "{\"text_tokens\":[[2,1,5,7,8,3]]}",
        model.transform(Samples.rows()).select("text_tokens").toJSON().first());
  }

  @Test
  void vocabularyIsReadFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.write(file, List.of(VOCABULARY));
    TextTokenizer fromFile = new TextTokenizer().setVocabularyPath(file.toUri().toString());
    assertEquals(tokens(tokenizer(), Samples.rows()), tokens(fromFile, Samples.rows()));
  }

  @Test
  void learnedVocabularyDoesNotDependOnThePartitions() {
    TextTokenizer learner = new TextTokenizer().setVocabularySize(40).setMinCount(1);
    List<String> one = learner.fit(Samples.rows().coalesce(1)).vocabulary();
    List<String> many = learner.fit(Samples.rows().repartition(4)).vocabulary();
    assertEquals(one, many);
    assertTrue(one.size() <= 40 && one.contains("red"), one.toString());
  }

  @Test
  void onlyTheMostFrequentWordsReachTheDriver() {
    TextTokenizer learner = new TextTokenizer().setMinCount(1).setMaxWords(1);
    List<String> pieces = learner.fit(Samples.rows()).vocabulary();
    assertEquals(List.of("##d", "##e", "r"), pieces.subList(5, 8)); // "red" occurs 4 times
  }

  @Test
  void everyErrorSaysWhatToDo(@TempDir Path folder) throws IOException {
    Dataset<Row> rows = Samples.rows();
    assertSays(
        "tok: both vocabulary and vocabularyPath are set; set one of them",
        () -> tokenizer().setVocabularyPath("/x").fit(rows));
    assertSays(
        "tok: column 'text' holds no text in the rows given to fit, so no vocabulary can be"
            + " learned; give one by vocabulary or vocabularyPath",
        () -> new TextTokenizer("tok").fit(rows.where("id in ('r3', 'r5')")));
    assertSays(
        "tok: column 'num_a' (inputCol) must be string or array<string>, got double; cast it or"
            + " name another column",
        () -> tokenizer().setInputCol("num_a").fit(rows));
    assertSays(
        "tok: there is no column 'txt' to read; set inputCol to one of: id, text, image,"
            + " timeseries, num_a, num_b, cat_c",
        () -> tokenizer().setInputCol("txt").fit(rows));
    assertSays(
        "tok: the table already has a column 'text'; set outputCol to another name or drop it",
        () -> tokenizer().setOutputCol("TEXT").fit(rows));
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, "[PAD]\nred\n");
    assertSays(
        "tok: %s: vocabulary of 2 entries lacks '[UNK]'; a BERT vocabulary holds [[PAD], [UNK],"
                .formatted(file)
            + " [CLS], [SEP], [MASK]]",
        () -> new TextTokenizer("tok").setVocabularyPath(file.toString()).fit(rows));
    assertEquals(
        "tok: cannot read the vocabulary /no/such/file (vocabularyPath)",
        assertThrows(
                UncheckedIOException.class,
                () -> new TextTokenizer("tok").setVocabularyPath("/no/such/file").fit(rows))
            .getMessage());
  }
}
