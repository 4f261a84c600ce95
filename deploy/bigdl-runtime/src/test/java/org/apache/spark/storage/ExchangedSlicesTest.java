package org.apache.spark.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.collection.Seq;

/**
 * Slices come whole from where they are offered. Only one executor is here: what it has offered is
 * made unknown to it, so that it asks the driver and fetches over the network from itself, which is
 * encrypted here and is not in the tests of clusters.
 */
@Timeout(60)
class ExchangedSlicesTest {
  private static final long TRAINING = 7_000_000_000L;
  private static final BlockId WEIGHTS = new TestBlockId(TRAINING + "weightBytes3");
  private static final BlockId GRADIENTS = new TestBlockId(TRAINING + "_1gradientBytes3");
  private static final BlockManagerWrapper$ BLOCKS = BlockManagerWrapper$.MODULE$;
  private static final StorageLevel LEVEL = StorageLevel.MEMORY_ONLY_SER();
  private static SparkContext spark;

  @BeforeAll
  static void startSpark() {
    spark =
        new SparkContext(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("slices")
                .set("spark.ui.enabled", "false")
                .set("spark.authenticate", "true")
                .set("spark.network.crypto.enabled", "true")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.testing.memory", "" + (400L << 20))
                .set("spark.testing.reservedMemory", "0"));
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @AfterEach
  void removeBlocks() {
    ExchangedSlices.remove(TRAINING);
    assertEquals(0, SparkEnv.get().memoryManager().storageMemoryUsed(), "no slice stays");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, (1 << 20) - 4, 1 << 20, (1 << 20) + 4, (5 << 20) + 12})
  void sliceComesWhole(int length) {
    byte[] numbers = random(length + 100);
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(numbers, 60, length), LEVEL);
    byte[] expected = new byte[length];
    System.arraycopy(numbers, 60, expected, 0, length);
    assertArrayEquals(expected, bytes(BLOCKS.getLocalBytes(WEIGHTS).get()));

    ExchangedSlices.forget(TRAINING);
    assertTrue(BLOCKS.getLocalBytes(WEIGHTS).isEmpty());
    assertArrayEquals(expected, bytes(BLOCKS.getLocalOrRemoteBytes(WEIGHTS).get()));
  }

  @Test
  void laterFetchesSeeWhatWasWrittenSinceAndUseTheSameArray() {
    byte[] weights = random(3 << 20);
    byte[] gradients = random((3 << 20) - 4);
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(weights), LEVEL);
    BLOCKS.putBytes(GRADIENTS, ByteBuffer.wrap(gradients), LEVEL);
    ByteBuffer inPlace = BLOCKS.getLocalBytes(WEIGHTS).get();
    assertSame(weights, inPlace.array(), "BigDL writes into it");
    ExchangedSlices.forget(TRAINING);
    ByteBuffer first = BLOCKS.getLocalOrRemoteBytes(WEIGHTS).get();
    assertArrayEquals(weights, bytes(first));

    for (int step = 0; step < 3; step++) {
      inPlace.put(step << 20, (byte) ~weights[step << 20]);
      ByteBuffer again = BLOCKS.getLocalOrRemoteBytes(WEIGHTS).get();
      assertArrayEquals(weights, bytes(again));
      assertSame(first.array(), again.array());
      ByteBuffer other = BLOCKS.getLocalOrRemoteBytes(GRADIENTS).get();
      assertArrayEquals(gradients, bytes(other));
      assertSame(first.array(), other.array(), "of the same executor");
    }
  }

  @Test
  void whatIsNotThereIsNoSlice() {
    assertTrue(BLOCKS.getLocalOrRemoteBytes(WEIGHTS).isEmpty(), "nobody has it");

    byte[] weights = random(2 << 20);
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(weights), LEVEL);
    ExchangedSlices.forget(TRAINING);
    assertTrue(BLOCKS.getLocalOrRemoteBytes(WEIGHTS).isDefined());
    ExchangedSlices.requireNoFailure(TRAINING);
    BlockId piece = new TestBlockId(TRAINING + "weightBytes3.0");
    manager().blockInfoManager().unlock(piece, Option.empty());
    manager().removeBlock(piece, true);
    assertTrue(BLOCKS.getLocalOrRemoteBytes(WEIGHTS).isEmpty(), "a piece is gone");
    Exception lost =
        assertThrows(IllegalStateException.class, () -> ExchangedSlices.requireNoFailure(TRAINING));
    assertTrue(lost.getMessage().contains("were not received"), lost::getMessage);
    assertEquals(SliceLostException.class, lost.getCause().getClass());
  }

  @Test
  void driverIsToldOfTheSliceButNotOfItsPieces() {
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(random(4 << 20)), LEVEL);
    Seq<BlockId> blocks = manager().getMatchingBlockIds(new BlocksOfTraining(TRAINING));
    assertEquals(1 + 4, blocks.size());
    assertEquals(1, manager().master().getLocations(WEIGHTS).size());
    BlockId piece = new TestBlockId(TRAINING + "weightBytes3.0");
    assertTrue(manager().master().getLocations(piece).isEmpty());
  }

  @Test
  void sliceIsOfferedOnce() {
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(random(8)), LEVEL);
    ByteBuffer other = ByteBuffer.wrap(random(8));
    assertThrows(IllegalStateException.class, () -> BLOCKS.putBytes(WEIGHTS, other, LEVEL));
  }

  @Test
  void lackOfStorageMemoryIsSaid() {
    ByteBuffer large = ByteBuffer.allocate(300 << 20);
    Exception refused =
        assertThrows(IllegalStateException.class, () -> BLOCKS.putBytes(WEIGHTS, large, LEVEL));
    assertTrue(refused.getMessage().contains("spark.executor.memory"), refused::getMessage);
    Exception later =
        assertThrows(IllegalStateException.class, () -> ExchangedSlices.requireNoFailure(TRAINING));
    assertTrue(later.getMessage().contains("could not be exchanged: No storage memory"));
  }

  @Test
  void sliceIsNotDroppedForOtherBlocks() {
    byte[] weights = random(4 << 20);
    BLOCKS.putBytes(WEIGHTS, ByteBuffer.wrap(weights), LEVEL);
    BlockId other = new TestBlockId("large");
    BLOCKS.putBytes(other, ByteBuffer.allocate(238 << 20), LEVEL);
    ExchangedSlices.forget(TRAINING);
    assertArrayEquals(weights, bytes(BLOCKS.getLocalOrRemoteBytes(WEIGHTS).get()));
    BLOCKS.removeBlock(other);
  }

  @Test
  void otherBlocksAreSparksOwn() {
    BlockId block = new TestBlockId("other");
    byte[] value = random(100);
    BLOCKS.putBytes(block, ByteBuffer.wrap(value), LEVEL);
    assertArrayEquals(value, bytes(BLOCKS.getLocalOrRemoteBytes(block).get()));
    assertEquals(1, manager().blockInfoManager().get(block).get().readerCount());
    BLOCKS.unlock(block);
    assertEquals(0, manager().blockInfoManager().get(block).get().readerCount());
    BLOCKS.removeBlock(block);
    assertTrue(BLOCKS.getLocalOrRemoteBytes(block).isEmpty());

    BLOCKS.putSingle(block, "an object", LEVEL, BLOCKS.putSingle$default$4());
    assertEquals("an object", BLOCKS.getLocal(block).get().data().toList().head());
    BLOCKS.removeBlock(block);
  }

  private static BlockManager manager() {
    return SparkEnv.get().blockManager();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
