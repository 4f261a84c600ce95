package org.apache.spark.storage;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.network.buffer.ManagedBuffer;
import org.apache.spark.network.shuffle.BlockFetchingListener;

/** Puts the pieces of a slice, as they come from the network, into an array, each at its place. */
final class PieceReceiver implements BlockFetchingListener {
  private final byte[] target;
  private final int length;
  private final CountDownLatch missing;
  private volatile Throwable failure;

  /**
   * @param target at least as long
   * @param length in bytes, of all pieces together
   * @param pieces how many
   */
  PieceReceiver(byte[] target, int length, int pieces) {
    this.target = target;
    this.length = length;
    missing = new CountDownLatch(pieces);
  }

  @Override
  public void onBlockFetchSuccess(String block, ManagedBuffer data) {
    try {
      int start = RemoteSlice.number(block) * ExchangedSlices.PIECE;
      int expected = Math.min(ExchangedSlices.PIECE, length - start);
      if (data.size() != expected) {
        throw new IllegalStateException(
            block + " has " + data.size() + " bytes instead of " + expected);
      }
      // Straight from where the network put it, which is several buffers.
      ByteBuf bytes = (ByteBuf) data.convertToNetty();
      try {
        bytes.readBytes(target, start, expected);
      } finally {
        bytes.release();
      }
    } catch (Throwable e) { // The network layer would only log it.
      failure = e;
    } finally {
      missing.countDown();
    }
  }

  @Override
  public void onBlockFetchFailure(String block, Throwable cause) {
    failure = cause;
    missing.countDown();
  }

  /** Returns when all pieces are there. */
  void await() throws SliceLostException {
    try {
      missing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SliceLostException("Interrupted while it was fetched", e);
    }
    if (failure != null) {
      throw new SliceLostException("It could not be fetched", failure);
    }
  }
}
