package io.lanistr.training.step;

import static io.lanistr.training.SyntheticRows.METADATA;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.NetworkState;
import io.lanistr.training.SmallNetworks;
import io.lanistr.training.SyntheticRows;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.data.LocalShards;
import io.lanistr.training.data.Locations;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.data.ShardLoader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final String TRAINING = "replica-test";
  private static final TrainingConfig CONFIG = TrainingConfig.pretraining(2, 32);
  private static final EpochLayout LAYOUT = new EpochLayout(96, 32, 0);

  @AfterEach
  void drop() {
    LocalShards.drop(TRAINING);
  }

  private static LocalShard shard(MultimodalMetadata metadata) {
    ShardLoader.place(
            SyntheticRows.of(96, 2, metadata),
            RowColumns.unlabelled("row"),
            metadata,
            TRAINING,
            List.of(Locations.ANY),
            3)
        .load();
    return LocalShards.find(TRAINING, 0);
  }

  private record Gradient(StepReport report, float[] values) {}

  /** One step in so many slices, by so many replicas, whose gradients are added up. */
  private static Gradient step(
      LocalShard shard, NetworkConfig network, EpochPlan plan, LossTotals totals, int slices) {
    return step(shard, network, CONFIG, plan, totals, slices);
  }

  private static Gradient step(
      LocalShard shard,
      NetworkConfig network,
      TrainingConfig config,
      EpochPlan plan,
      LossTotals totals,
      int slices) {
    NetworkState state = NetworkState.initial(new LanistrNetwork(network, Set.of()), 3);
    ReplicaSpec spec = new ReplicaSpec(network, config, state.frozen(), state.buffers());
    int n = state.trainable().length;
    float[] sum = new float[n];
    StepWork work = new StepWork(shard.rows(), plan, 1, slices, totals);
    for (int slice = 0; slice < slices; slice++) {
      Replica replica = new Replica(spec);
      float[] gradient = new float[n];
      Arrays.fill(gradient, Float.NaN);
      replica.bind(state.trainable(), 0, gradient, 0);
      replica.step(work, slice);
      for (int i = 0; i < n; i++) {
        sum[i] += gradient[i];
      }
    }
    return new Gradient(work.report(), sum);
  }

  /** Counted in so many slices. */
  private static LossTotals totals(
      LocalShard shard, NetworkConfig network, EpochPlan plan, int step, int slices) {
    NetworkState state = NetworkState.initial(new LanistrNetwork(network, Set.of()), 3);
    Replica replica =
        new Replica(new ReplicaSpec(network, CONFIG, state.frozen(), state.buffers()));
    StepWork work = new StepWork(shard.rows(), plan, step, slices, null);
    LossTotals sum = LossTotals.ZERO;
    for (int slice = 0; slice < slices; slice++) {
      sum = sum.plus(replica.count(work, slice));
    }
    return sum;
  }

  private static float norm(Gradient gradient) {
    double square = 0;
    for (float x : gradient.values()) {
      square += (double) x * x;
    }
    return (float) Math.sqrt(square);
  }

  @Test
  void gradientsAndLossesDoNotDependOnHowAStepIsCut() {
    LocalShard shard = shard(SyntheticRows.WITHOUT_TABLE);
    NetworkConfig network = SmallNetworks.pretraining(SyntheticRows.WITHOUT_TABLE);
    EpochPlan plan = shard.plan(LAYOUT, network, 0, 1);
    LossTotals totals = totals(shard, network, plan, 1, 3);
    Gradient whole = step(shard, network, plan, totals, 1);
    for (int slices : new int[] {2, 5, 40}) {
      Gradient cut = step(shard, network, plan, totals, slices);
      assertArrayEquals(whole.values(), cut.values(), 1e-6f * norm(whole), slices + " slices");
      assertEquals(whole.report().total(), cut.report().total(), 1e-5);
      assertEquals(whole.report().similarity(), cut.report().similarity(), 1e-5);
      assertEquals(whole.report().spread(), cut.report().spread(), 0.2);
    }
  }

  @Test
  void gradientsOfMicroBatchesAddUp() {
    LocalShard shard = shard(SyntheticRows.WITHOUT_TABLE);
    NetworkConfig network = SmallNetworks.pretraining(SyntheticRows.WITHOUT_TABLE);
    EpochPlan plan = shard.plan(LAYOUT, network, 0, 1);
    LossTotals totals = totals(shard, network, plan, 1, 3);
    Gradient whole = step(shard, network, plan, totals, 2);
    for (int rows : new int[] {1, 5, 16, 100}) {
      TrainingConfig config = CONFIG.toBuilder().microBatchSize(rows).build();
      Gradient cut = step(shard, network, config, plan, totals, 2);
      assertArrayEquals(whole.values(), cut.values(), 1e-6f * norm(whole), rows + " rows");
      assertEquals(whole.report().total(), cut.report().total(), 1e-5);
      assertEquals(whole.report().tokens(), cut.report().tokens());
    }
  }

  @Test
  void partsThatAreStillFrozenHaveNoGradient() {
    LocalShard shard = shard(METADATA);
    NetworkConfig network = SmallNetworks.pretraining(METADATA);
    TrainingConfig config = CONFIG.toBuilder().unfreezeEvery(1).build();
    LanistrNetwork layout = new LanistrNetwork(network, Set.of());
    for (int epoch = 0; epoch < 4; epoch++) {
      EpochPlan plan = shard.plan(LAYOUT, network, 0, epoch);
      LossTotals totals = totals(shard, network, plan, 1, 1);
      float[] gradient = step(shard, network, config, plan, totals, 1).values();
      Set<Part> learning = EnumSet.noneOf(Part.class);
      for (Slot slot : layout.parameters().slots()) {
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          if (gradient[i] != 0) {
            learning.add(slot.part());
          }
        }
      }
      List<Part> order = List.of(Part.HEADS, Part.FUSION, Part.PROJECTIONS);
      Set<Part> expected = EnumSet.allOf(Part.class);
      if (epoch < order.size()) {
        expected = EnumSet.copyOf(order.subList(0, epoch + 1));
      }
      assertEquals(expected, learning, "epoch " + epoch);
    }
  }

  @Test
  void aLaterEpochCanBePlannedWithoutTheEarlierOnes() {
    LocalShard shard = shard(METADATA);
    NetworkConfig network = SmallNetworks.pretraining(METADATA);
    int[] straight = new int[96];
    for (int epoch = 0; epoch <= 5; epoch++) {
      EpochPlan plan = shard.plan(LAYOUT, network, 0, epoch);
      for (int i = 0; i < 96; i++) {
        straight[i] = plan.row(i);
      }
    }
    LocalShards.drop(TRAINING);
    EpochPlan resumed = shard(METADATA).plan(LAYOUT, network, 0, 5);
    for (int i = 0; i < 96; i++) {
      assertEquals(straight[i], resumed.row(i));
    }
    assertEquals(96, Arrays.stream(straight).distinct().count());
  }

  @Test
  void stepsInSteadyStateAllocateNoArrays() {
    LocalShard shard = shard(METADATA);
    NetworkConfig network = SmallNetworks.pretraining(METADATA);
    NetworkState state = NetworkState.initial(new LanistrNetwork(network, Set.of()), 3);
    Replica replica =
        new Replica(new ReplicaSpec(network, CONFIG, state.frozen(), state.buffers()));
    replica.bind(state.trainable(), 0, new float[state.trainable().length], 0);
    EpochPlan plan = shard.plan(LAYOUT, network, 0, 0);
    LossTotals[] totals = new LossTotals[3];
    for (int step = 0; step < totals.length; step++) {
      totals[step] = totals(shard, network, plan, step, 1);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 60; round++) {
      int step = round % 3;
      StepWork work = new StepWork(shard.rows(), plan, step, 1, totals[step]);
      StepWork next = new StepWork(shard.rows(), plan, (step + 1) % 3, 1, null);
      long before = threads.getThreadAllocatedBytes(thread);
      replica.step(work, 0);
      replica.count(next, 0);
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      least = Math.min(least, round < 3 ? Long.MAX_VALUE : allocated);
    }
    // Small objects only: the arrays of this step, had they been allocated, take megabytes.
    assertTrue(least < 64 << 10, least + " bytes a step");
  }
}
