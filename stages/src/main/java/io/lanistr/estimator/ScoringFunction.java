package io.lanistr.estimator;

import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Runs a partition's rows through a network, a batch at a time, and appends what its {@link Head}
 * makes of each. Rows come out in the order in which they go in, with all their columns.
 */
final class ScoringFunction implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkWeights> network;
  private final EnumSet<Part> known = EnumSet.noneOf(Part.class);
  private final String metadataJson;
  private final String stage;
  private final int column;
  private final int batchSize;
  private final boolean failOnEmpty;
  private final Head head;

  /**
   * @param known see {@link ScoringNetwork#open}
   * @param stage uid of the stage, for messages
   * @param column position of the multimodal column
   */
  ScoringFunction(
      Broadcast<NetworkWeights> network,
      Set<Part> known,
      MultimodalMetadata input,
      String stage,
      int column,
      int batchSize,
      boolean failOnEmpty,
      Head head) {
    this.network = network;
    this.known.addAll(known);
    this.metadataJson = input.toSpark().json();
    this.stage = stage;
    this.column = column;
    this.batchSize = batchSize;
    this.failOnEmpty = failOnEmpty;
    this.head = head;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return rows.hasNext() ? new Scored(rows) : List.<Row>of().iterator();
  }

  /** Reads, scores and emits one batch after another. */
  private final class Scored implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Scorer scorer;
    private final Deque<Row> ready = new ArrayDeque<>();

    Scored(Iterator<Row> rows) {
      this.rows = rows;
      ScoringNetwork replica = Replicas.borrow(network.value(), known);
      TaskContext.get()
          .addTaskCompletionListener(
              (TaskCompletionListener) task -> Replicas.giveBack(network.value(), known, replica));
      scorer = new Scorer(replica, MultimodalMetadata.of(Metadata.fromJson(metadataJson)));
    }

    @Override
    public boolean hasNext() {
      return !ready.isEmpty() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (ready.isEmpty()) {
        if (!rows.hasNext()) {
          throw new NoSuchElementException("all rows are scored");
        }
        scoreBatch();
      }
      return ready.remove();
    }

    private void scoreBatch() {
      List<Row> batch = new ArrayList<>();
      List<Row> values = new ArrayList<>();
      while (batch.size() < batchSize && rows.hasNext()) {
        Row row = rows.next();
        batch.add(row);
        Row value = row.getStruct(column);
        if (!Scorer.isEmpty(value)) {
          values.add(value);
        } else if (failOnEmpty) {
          throw new IllegalArgumentException(
              stage
                  + ": a row has no modality at all (multimodal value "
                  + value
                  + "); drop such rows, or set handleEmpty=null to score them as null");
        }
      }
      Object[][] outputs = values.isEmpty() ? new Object[0][] : head.score(scorer, values);
      int next = 0;
      for (Row row : batch) {
        boolean empty = Scorer.isEmpty(row.getStruct(column));
        ready.add(extended(row, empty ? new Object[head.columns()] : outputs[next++]));
      }
    }

    private static Row extended(Row row, Object[] outputs) {
      Object[] cells = new Object[row.length() + outputs.length];
      for (int i = 0; i < row.length(); i++) {
        cells[i] = row.get(i);
      }
      System.arraycopy(outputs, 0, cells, row.length(), outputs.length);
      return RowFactory.create(cells);
    }
  }
}
