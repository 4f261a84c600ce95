package io.lanistr.feature;

import io.lanistr.checkpoint.CheckpointFolder;
import io.lanistr.checkpoint.CheckpointVocabulary;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.udf.text.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Text to WordPiece ids (Wu et al. 2016; Devlin et al. 2019).
 *
 * <p>The vocabulary is given, as an array or as a BERT {@code vocab.txt} on any Hadoop file system,
 * or else learned from the rows given to fit: words are counted on the executors, and the driver
 * sees only the {@code maxWords} most frequent ones.
 */
public final class TextTokenizer extends Estimator<TextTokenizerModel>
    implements TextParams<TextTokenizer>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamTable table;

  public TextTokenizer(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    TextParams.define(table);
    table.add(
        new Param<String>(
            this,
            "vocabularyPath",
            "vocabulary file, one piece a line, or folder of a checkpoint, on any Hadoop file"
                + " system; empty: none"),
        "");
    table.add(
        new StringArrayParam(this, "vocabulary", "pieces in the order of their ids; empty: none"),
        new String[0]);
    table.add(
        new IntParam(
            this,
            "vocabularySize",
            "greatest size of a learned vocabulary, special pieces included",
            ParamValidators.gt(Vocabulary.SPECIAL.size())),
        8192);
    table.add(
        new IntParam(
            this,
            "minCount",
            "how often a pair of pieces must occur to become a piece of a learned vocabulary",
            ParamValidators.gtEq(1)),
        2);
    table.add(
        new IntParam(
            this,
            "maxWords",
            "greatest number of distinct words, the most frequent ones, that the driver learns"
                + " from",
            ParamValidators.gt(0)),
        200_000);
  }

  public TextTokenizer() {
    this(Identifiable.randomUID("textTokenizer"));
  }

  @Override
  public TextTokenizerModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Vocabulary vocabulary;
    if (getVocabulary().length > 0) {
      vocabulary = new Vocabulary(Arrays.asList(getVocabulary()));
    } else if (!getVocabularyPath().isEmpty()) {
      vocabulary = read(dataset.sparkSession());
    } else {
      vocabulary = learn(dataset);
    }
    return copyValues(new TextTokenizerModel(uid, vocabulary).setParent(this), ParamMap.empty());
  }

  private Vocabulary read(SparkSession session) {
    Path path = new Path(getVocabularyPath());
    Configuration hadoop = session.sessionState().newHadoopConf();
    try {
      if (path.getFileSystem(hadoop).getFileStatus(path).isDirectory()) {
        return ofCheckpoint(new CheckpointFolder(getVocabularyPath(), hadoop));
      }
      return Vocabulary.read(path.getFileSystem(hadoop).open(path));
    } catch (IOException e) {
      throw new UncheckedIOException(
          uid + ": cannot read the vocabulary " + path + " (vocabularyPath)", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(uid + ": " + path + ": " + e.getMessage(), e);
    }
  }

  private Vocabulary ofCheckpoint(CheckpointFolder folder) {
    CheckpointVocabulary.lowerCase(folder)
        .filter(lower -> lower != getLowerCase())
        .ifPresent(
            lower -> {
              throw new IllegalArgumentException(
                  "%s: the checkpoint %s was made with lowerCase=%s; set it so"
                      .formatted(uid, folder, lower));
            });
    return CheckpointVocabulary.read(folder)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: the folder %s (vocabularyPath) has no vocab.txt and no tokenizer.json"
                        .formatted(uid, folder)));
  }

  private Vocabulary learn(Dataset<?> dataset) {
    Map<String, Long> words =
        WordCounts.of(
            dataset.select(TextTokenizerModel.texts(dataset.schema(), getInputCol()).as("texts")),
            getLowerCase(),
            getMaxWords());
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: column '%s' holds no text in the rows given to fit, so no vocabulary can be learned;"
                  .formatted(uid, getInputCol())
              + " give one by vocabulary or vocabularyPath");
    }
    List<String> pieces = new WordPieceTrainer(getVocabularySize(), getMinCount()).learn(words);
    return new Vocabulary(pieces);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (getVocabulary().length > 0 && !getVocabularyPath().isEmpty()) {
      throw new IllegalArgumentException(
          uid + ": both vocabulary and vocabularyPath are set; set one of them");
    }
    TextTokenizerModel.requireText(this, schema, getInputCol());
    return Columns.append(
        this,
        schema,
        DataTypes.createStructField(getOutputCol(), MultimodalSchema.TEXT_TYPE, true));
  }

  @Override
  public TextTokenizer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  public static MLReader<TextTokenizer> read() {
    return new DefaultParamsReader<>();
  }

  public static TextTokenizer load(String path) {
    return read().load(path);
  }

  /** Vocabulary file, one piece a line, or folder of a checkpoint. Default is none. */
  public Param<String> vocabularyPath() {
    return table.get("vocabularyPath");
  }

  public String getVocabularyPath() {
    return getOrDefault(vocabularyPath());
  }

  public TextTokenizer setVocabularyPath(String value) {
    return with(vocabularyPath(), value);
  }

  /** Pieces in the order of their ids. Default is none. */
  public StringArrayParam vocabulary() {
    return table.get("vocabulary");
  }

  public String[] getVocabulary() {
    return getOrDefault(vocabulary());
  }

  public TextTokenizer setVocabulary(String[] value) {
    return with(vocabulary(), value);
  }

  /** Greatest size of a learned vocabulary. Default is 8192. */
  public IntParam vocabularySize() {
    return table.get("vocabularySize");
  }

  public int getVocabularySize() {
    return (int) getOrDefault(vocabularySize());
  }

  public TextTokenizer setVocabularySize(int value) {
    return with(vocabularySize(), value);
  }

  /** How often a pair of pieces must occur to become a piece. Default is 2. */
  public IntParam minCount() {
    return table.get("minCount");
  }

  public int getMinCount() {
    return (int) getOrDefault(minCount());
  }

  public TextTokenizer setMinCount(int value) {
    return with(minCount(), value);
  }

  /** Greatest number of distinct words the driver learns from. Default is 200,000. */
  public IntParam maxWords() {
    return table.get("maxWords");
  }

  public int getMaxWords() {
    return (int) getOrDefault(maxWords());
  }

  public TextTokenizer setMaxWords(int value) {
    return with(maxWords(), value);
  }
}
