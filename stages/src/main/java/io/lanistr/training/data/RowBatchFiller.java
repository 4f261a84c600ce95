package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Copies the values of a multimodal column into the network's batch, for scoring. Modalities that
 * the network lacks are passed over. Holds scratch memory: one filler a thread.
 */
public final class RowBatchFiller {
  private static final int ROW_ID = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.ROW_ID);
  private static final List<Part> MODALITIES =
      List.of(Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE);

  private final RowChecks checks;
  private final ItemReader reader;
  private final ItemDigest digest = new ItemDigest();
  private final RowStates statesOrNull;

  /**
   * @param metadata of the column that the rows come from
   */
  public RowBatchFiller(MultimodalMetadata metadata) {
    this(metadata, null);
  }

  /**
   * A filler for a network that takes the states of some encoders.
   *
   * @param statesOrNull the states; null if the network has all its encoders
   */
  public RowBatchFiller(MultimodalMetadata metadata, RowStates statesOrNull) {
    checks = new RowChecks(metadata);
    reader = new ItemReader(metadata);
    this.statesOrNull = statesOrNull;
  }

  /**
   * Adds rows of unit weight without labels.
   *
   * @param values of the multimodal column
   * @throws IllegalArgumentException if a row has no modality that the network knows, or a value
   *     does not fit the metadata
   */
  public void addAll(Batch batch, List<Row> values) {
    if (statesOrNull != null) {
      statesOrNull.prepare(values, ROW_ID, reader, checks);
    }
    for (Row value : values) {
      add(batch, value);
    }
  }

  /**
   * Adds one row of unit weight without a label; for a network that has all its encoders.
   *
   * @throws IllegalArgumentException as {@link #addAll} does
   */
  public void add(Batch batch, Row value) {
    long id = value.getLong(ROW_ID);
    int target = batch.addRow(id, Batch.UNLABELLED, 1);
    boolean any = false;
    for (Part part : MODALITIES) {
      EncodedItems encoded = batch.encoded(part);
      int items = encoded != null || takes(batch, part) ? ItemReader.items(value, part) : 0;
      any |= items > 0;
      for (int i = 0; i < items; i++) {
        reader.read(value, part, i, id, checks);
        if (encoded == null) {
          reader.put(batch, target);
        } else {
          reader.digest(digest);
          statesOrNull.copy(part, digest, encoded, target);
        }
      }
    }
    checks.present(id, any);
  }

  private static boolean takes(Batch batch, Part part) {
    return switch (part) {
      case TEXT -> batch.text() != null;
      case IMAGE -> batch.images() != null;
      case SERIES -> batch.series() != null;
      case TABLE -> batch.tables() != null;
      case PROJECTIONS, FUSION, HEADS -> false;
    };
  }
}
