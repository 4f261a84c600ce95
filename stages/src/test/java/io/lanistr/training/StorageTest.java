package io.lanistr.training;

import static io.lanistr.training.SyntheticRows.METADATA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/** What a training leaves in Spark's block manager: nothing. */
class StorageTest {
  /** Of rows, of replicas of the network and their weights. */
  private static final Pattern KEPT =
      Pattern.compile("io\\.lanistr\\.training\\.\\w+\\.(LocalTraining|LocalShard|Replicas)$");

  private static final long SLACK = 64 << 10;

  /** 4 bytes x 250 000 weights of the classifier: what is left behind can't be overlooked. */
  private static final NetworkConfig NETWORK =
      SmallNetworks.pretraining(METADATA).forClassification(new ClassifierConfig(490, 3, 0));

  private static final TrainingConfig CONFIG = TrainingConfig.classification(2, 16);
  private Dataset<Row> rows;
  private long before;

  @BeforeEach
  void measure() {
    rows = SyntheticRows.of(40, 2, METADATA);
    train(TrainingListener.SILENT);
    settle(() -> testBlocks().isEmpty() && persistent() == 0);
    before = used();
    for (int i = 0; i < 3; i++) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      before = Math.min(before, used());
    }
  }

  private void train(TrainingListener listener) {
    Trainer.train(
        LocalSpark.session(),
        rows,
        RowColumns.labelled("row", "label"),
        NETWORK,
        CONFIG,
        NetworkState.initial(new LanistrNetwork(NETWORK, Set.of()), 1),
        listener);
  }

  private static int persistent() {
    return LocalSpark.session().sparkContext().getPersistentRDDs().size();
  }

  private static long used() {
    return SparkEnv.get().memoryManager().storageMemoryUsed();
  }

  /** Lets Spark drop the broadcasts that nothing refers to any more. */
  private static boolean settlesAt(long bytes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (used() > bytes && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return used() <= bytes;
  }

  private static List<String> testBlocks() {
    List<String> names = new ArrayList<>();
    for (BlockId block :
        JavaConverters.seqAsJavaListConverter(
                SparkEnv.get().blockManager().getMatchingBlockIds(new All()))
            .asJava()) {
      if (block.name().startsWith("test_")) {
        names.add(block.name());
      }
    }
    return names;
  }

  /** Lines of the JVM's own count of objects, for what executors keep of a training. */
  private static List<String> alive() {
    try {
      Object counts =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {null},
                  new String[] {String[].class.getName()});
      return counts.toString().lines().filter(line -> KEPT.matcher(line).find()).toList();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean settle(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return condition.getAsBoolean();
  }

  private void assertNothingLeft() {
    assertEquals(List.of(), testBlocks());
    assertTrue(settle(() -> persistent() == 0), "cached RDDs are left");
    assertTrue(settle(() -> alive().isEmpty()), () -> "objects are left: " + alive());
    boolean settled = settlesAt(before + SLACK);
    assertTrue(settled, before + " bytes before, " + used() + " after");
  }

  @Test
  void trainingsOneAfterAnotherLeaveNothing() {
    long seen = 0;
    for (int i = 0; i < 2; i++) {
      long[] during = new long[1];
      train(
          new TrainingListener() {
            @Override
            public void stepFinished(StepProgress step) {
              if (step.step() == 2) {
                assertEquals(3, alive().size(), () -> "the test must see them: " + alive());
              }
              during[0] = Math.max(during[0], used());
            }
          });
      seen = during[0];
    }
    assertTrue(seen > before + (1 << 20), "the test must see the weights: " + seen);
    assertNothingLeft();
  }

  @Test
  void trainingsAtOnceLeaveNothing() {
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> train(TrainingListener.SILENT));
    train(TrainingListener.SILENT);
    other.join();
    assertNothingLeft();
  }

  @Test
  void aTrainingThatFailsLeavesNothing() {
    assertThrows(
        IllegalStateException.class,
        () ->
            train(
                new TrainingListener() {
                  @Override
                  public void stepFinished(StepProgress step) {
                    if (step.step() == 3) {
                      throw new IllegalStateException("enough");
                    }
                  }
                }));
    assertNothingLeft();
  }

  private static final class All extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return true;
    }
  }
}
