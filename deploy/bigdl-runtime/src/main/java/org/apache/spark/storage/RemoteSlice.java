package org.apache.spark.storage;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;

/**
 * A slice of weights or gradients that another executor offers: a block of its length, and blocks
 * of its pieces, named {@code slice.0}, {@code slice.1} and so on.
 */
final class RemoteSlice {
  private final BlockManagerId executor;
  private final String[] pieces;
  private final int length;

  private RemoteSlice(BlockManagerId executor, String[] pieces, int length) {
    this.executor = executor;
    this.pieces = pieces;
    this.length = length;
  }

  /** Asks an executor for the length of its slice. */
  static RemoteSlice of(BlockManagerId executor, BlockId slice) throws SliceLostException {
    byte[] bytes = new byte[Integer.BYTES];
    new RemoteSlice(executor, new String[] {slice.name()}, bytes.length).fetch(bytes);
    int length = ByteBuffer.wrap(bytes).getInt();
    if (length < 0) {
      throw new SliceLostException("Its length was given as " + length, null);
    }
    String[] pieces = new String[pieces(length)];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = piece(slice, i).name();
    }
    return new RemoteSlice(executor, pieces, length);
  }

  /** How many pieces a slice of so many bytes has. */
  static int pieces(int length) {
    return (int) (((long) length + ExchangedSlices.PIECE - 1) / ExchangedSlices.PIECE);
  }

  /** The block of a slice's piece. */
  static BlockId piece(BlockId slice, int number) {
    return BlockId.apply(slice.name() + "." + number);
  }

  /** The number of a piece, from its block's name. */
  static int number(String block) {
    int dot = block.lastIndexOf('.');
    return dot < 0 ? 0 : Integer.parseInt(block.substring(dot + 1));
  }

  /** Bytes. */
  int length() {
    return length;
  }

  /** Fills an array with it. */
  void fetch(byte[] target) throws SliceLostException {
    if (pieces.length == 0) {
      return;
    }
    PieceReceiver receiver = new PieceReceiver(target, length, pieces.length);
    SparkEnv.get()
        .blockManager()
        .blockTransferService()
        .fetchBlocks(
            executor.host(), executor.port(), executor.executorId(), pieces, receiver, null);
    receiver.await();
  }
}
