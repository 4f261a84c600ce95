package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The Arrow schema of a shard's record batches.
 *
 * <pre>
 * rowId  int64             label int32          weight float32
 * target list&lt;float32&gt;           numbers to learn
 * text   list&lt;list&lt;int32&gt;&gt;       token ids of each text
 * image  list&lt;fixed_size_binary(channels*height*width)&gt;
 * series list&lt;float32&gt;           steps*channels values
 * table  list&lt;float32&gt;           one value a column
 * </pre>
 *
 * <p>A modality that the multimodal column never has is no column here; one that a row lacks is an
 * empty list.
 */
final class ShardColumns {
  static final String ROW_ID = "rowId";
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String TARGET = "target";
  static final String TEXT = "text";
  static final String IMAGE = "image";
  static final String SERIES = "series";
  static final String TABLE = "table";
  private static final String ITEM = "item";

  private ShardColumns() {}

  static Schema schema(MultimodalMetadata metadata) {
    ArrowType float32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    ArrowType int32 = new ArrowType.Int(32, true);
    List<Field> fields = new ArrayList<>();
    fields.add(leaf(ROW_ID, new ArrowType.Int(64, true)));
    fields.add(leaf(LABEL, int32));
    fields.add(leaf(WEIGHT, float32));
    fields.add(list(TARGET, leaf(ITEM, float32)));
    if (metadata.text() != null) {
      fields.add(list(TEXT, list(ITEM, leaf(ITEM, int32))));
    }
    if (metadata.image() != null) {
      fields.add(list(IMAGE, leaf(ITEM, new ArrowType.FixedSizeBinary(metadata.image().size()))));
    }
    if (metadata.series() != null) {
      fields.add(list(SERIES, leaf(ITEM, float32)));
    }
    if (metadata.table() != null) {
      fields.add(list(TABLE, leaf(ITEM, float32)));
    }
    return new Schema(fields);
  }

  private static Field leaf(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), List.of());
  }

  private static Field list(String name, Field item) {
    return new Field(name, FieldType.notNullable(new ArrowType.List()), List.of(item));
  }
}
