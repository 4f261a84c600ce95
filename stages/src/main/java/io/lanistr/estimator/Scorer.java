package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.training.data.RowBatchFiller;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** One task's network with its batch, filled from values of the multimodal column. */
final class Scorer {
  private final LanistrNetwork network;
  private final Batch batch;
  private final RowBatchFiller filler;

  Scorer(ScoringNetwork scoring, MultimodalMetadata input) {
    network = scoring.network();
    batch = new Batch(network.config());
    filler = new RowBatchFiller(input, scoring.statesOrNull());
  }

  LanistrNetwork network() {
    return network;
  }

  /** Whether a value of the multimodal column, or null, holds no modality. */
  static boolean isEmpty(Row value) {
    if (value == null) {
      return true;
    }
    for (String modality : MultimodalSchema.MODALITIES) {
      if (has(value, modality)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value of the multimodal column holds a modality. */
  static boolean has(Row value, String modality) {
    int field = MultimodalSchema.TYPE.fieldIndex(modality);
    if (value.isNullAt(field)) {
      return false;
    }
    return modality.equals(MultimodalSchema.SERIES)
        ? !value.getStruct(field).getSeq(1).isEmpty()
        : !value.getSeq(field).isEmpty();
  }

  /** The value with only one of its modalities. */
  static Row only(Row value, String modality) {
    Object[] cells = new Object[MultimodalSchema.TYPE.length()];
    int id = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.ROW_ID);
    int field = MultimodalSchema.TYPE.fieldIndex(modality);
    cells[id] = value.get(id);
    cells[field] = value.get(field);
    return RowFactory.create(cells);
  }

  /** The values as a batch, which is valid until the next call. */
  Batch batch(List<Row> values) {
    batch.clear();
    filler.addAll(batch, values);
    return batch;
  }
}
