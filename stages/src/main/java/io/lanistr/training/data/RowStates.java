package io.lanistr.training.data;

import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.weights.Part;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * States of frozen encoders for rows that are scored: found where training or earlier scoring has
 * left them, else computed, and kept while there is room. One a thread.
 */
public final class RowStates {
  private final ItemEncoder encoder;
  private final Map<Part, StateStore> kept = new EnumMap<>(Part.class);
  private final Map<Part, StateStore> passing = new EnumMap<>(Part.class);
  private final Map<Part, Integer> widths = new EnumMap<>(Part.class);

  public RowStates(FrozenEncoders encoders) {
    encoder = new ItemEncoder(encoders);
    for (EncodedConfig modality : encoders.outputs()) {
      String id = encoders.ids().get(modality.part());
      kept.put(modality.part(), StateStores.open(id, modality.width()));
      widths.put(modality.part(), modality.width());
    }
  }

  /** Makes sure that the states of all items of some rows can be copied. */
  void prepare(List<Row> values, int idField, ItemReader reader, RowChecks checks) {
    passing.clear();
    for (Part part : kept.keySet()) {
      passing.put(part, new StateStore(widths.get(part), 1));
      for (Row value : values) {
        long id = value.getLong(idField);
        int items = ItemReader.items(value, part);
        for (int i = 0; i < items; i++) {
          reader.read(value, part, i, id, checks);
          encoder.take(reader, id, kept.get(part), passing.get(part));
          if (encoder.full()) {
            encode(part);
          }
        }
      }
      encode(part);
    }
  }

  private void encode(Part part) {
    EncodedItems states = encoder.run(part);
    boolean room = StateStores.hasRoomForScoring(4L * states.tokenCount() * states.width());
    encoder.keep(states, room ? kept.get(part) : passing.get(part));
  }

  /** Adds the digest's item to {@code target}. */
  void copy(Part part, ItemDigest item, EncodedItems target, int row) {
    if (!kept.get(part).copy(item, target, row) && !passing.get(part).copy(item, target, row)) {
      throw new IllegalStateException("an item of the batch was not prepared");
    }
  }
}
