package io.lanistr.feature;

import static org.apache.spark.sql.functions.array;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.udf.text.Vocabulary;
import io.lanistr.udf.text.WordPiece;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Text to WordPiece ids by a fixed vocabulary: each text of a row as {@code [CLS] pieces [SEP]}.
 * Blank texts are left out; a row without any other gets null.
 */
public final class TextTokenizerModel extends Model<TextTokenizerModel>
    implements TextParams<TextTokenizerModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "vocab.txt";

  private final String uid;
  private final ParamTable table;
  private final Vocabulary vocabulary;

  TextTokenizerModel(String uid, Vocabulary vocabulary) {
    this.uid = uid;
    this.vocabulary = vocabulary;
    table = new ParamTable(this);
    TextParams.define(table);
  }

  /** The pieces in the order of their ids. */
  public List<String> vocabulary() {
    return vocabulary.pieces();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructField field = outputField();
    transformSchema(dataset.schema());
    WordPiece wordPiece = new WordPiece(vocabulary, getLowerCase());
    int maxTokens = getMaxTokens();
    UDF1<Seq<String>, List<int[]>> tokenize = texts -> ids(texts, wordPiece, maxTokens);
    Column tokens =
        functions
            .udf(tokenize, field.dataType())
            .withName("textTokenizer")
            .apply(texts(dataset.schema(), getInputCol()));
    return dataset.toDF().withColumn(field.name(), tokens.as(field.name(), field.metadata()));
  }

  private static List<int[]> ids(Seq<String> texts, WordPiece wordPiece, int maxTokens) {
    if (texts == null) {
      return null;
    }
    List<int[]> ids = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.apply(i);
      if (text != null && !text.isBlank()) {
        ids.add(wordPiece.ids(text, maxTokens));
      }
    }
    return ids.isEmpty() ? null : ids;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireText(this, schema, getInputCol());
    return Columns.append(this, schema, outputField());
  }

  private StructField outputField() {
    MultimodalMetadata metadata =
        new MultimodalMetadata(
            new MultimodalMetadata.Text(
                vocabulary.size(),
                getMaxTokens(),
                vocabulary.id(Vocabulary.PAD),
                vocabulary.id(Vocabulary.CLS),
                vocabulary.id(Vocabulary.SEP),
                vocabulary.id(Vocabulary.MASK),
                vocabulary.fingerprint()),
            null,
            null,
            null);
    return new StructField(getOutputCol(), MultimodalSchema.TEXT_TYPE, true, metadata.toSpark());
  }

  static void requireText(Params stage, StructType schema, String column) {
    Columns.require(
        stage,
        schema,
        "inputCol",
        column,
        "string or array<string>",
        type ->
            type.equals(DataTypes.StringType)
                || Columns.isArray(type, DataTypes.StringType::equals));
  }

  /** The texts of a row as an array, whether the column holds one or several. */
  static Column texts(StructType schema, String column) {
    Column text = Columns.named(column);
    return schema.apply(column).dataType().equals(DataTypes.StringType) ? array(text) : text;
  }

  @Override
  public TextTokenizerModel copy(ParamMap extra) {
    return copyValues(new TextTokenizerModel(uid, vocabulary), extra).setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  @Override
  public String toString() {
    return "TextTokenizerModel: uid=" + uid + ", vocabulary size=" + vocabulary.size();
  }

  @Override
  public MLWriter write() {
    return StateFiles.writer(this, FILE, String.join("\n", vocabulary.pieces()));
  }

  public static MLReader<TextTokenizerModel> read() {
    return StateFiles.reader(
        TextTokenizerModel.class,
        FILE,
        (uid, text) -> new TextTokenizerModel(uid, new Vocabulary(List.of(text.split("\n", -1)))));
  }

  public static TextTokenizerModel load(String path) {
    return read().load(path);
  }
}
