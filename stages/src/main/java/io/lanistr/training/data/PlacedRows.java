package io.lanistr.training.data;

import io.lanistr.tensor.Random64;
import java.util.Iterator;
import scala.Tuple2;

/** Rows of a partition, as {@link RowPlacement#place} yields them, and a sum of their hashes. */
final class PlacedRows implements Iterator<byte[]> {
  private final Iterator<Tuple2<Long, byte[]>> rows;
  private long contents;

  PlacedRows(Iterator<Tuple2<Long, byte[]>> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public byte[] next() {
    Tuple2<Long, byte[]> row = rows.next();
    contents += Random64.of(row._1()).nextLong(0);
    return row._2();
  }

  /** The sum over the rows read so far, which does not depend on their order. */
  long contents() {
    return contents;
  }
}
