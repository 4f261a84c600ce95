package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.progress.StepTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RendezvousTest {
  private static final String NAME = "rendezvous-test";

  @BeforeEach
  void startSpark() {
    assertFalse(LocalSpark.session().sparkContext().isStopped());
  }

  private static Rendezvous of(int partitions) {
    return new Rendezvous(SparkEnv.get().rpcEnv(), NAME, partitions);
  }

  private static StepMessage message(int partition, double loss, long tokens, double spread) {
    StepReport report = new StepReport(loss, 1, 2, 3, 4, 5, 6, spread, tokens);
    LossTotals next = new LossTotals(1, 2, 3, 4, 5, 6, 0.5);
    double[] seconds = new double[3];
    seconds[partition] = 10 + partition;
    StepTimes times = new StepTimes(partition, 1, 2, 3, 4);
    return new StepMessage(report, next, times, seconds);
  }

  @Test
  void everyoneGetsTheSumsOfEachRound() throws Exception {
    try (Rendezvous rendezvous = of(3)) {
      List<CompletableFuture<Double>> sums = new ArrayList<>();
      for (int partition = 0; partition < 3; partition++) {
        int number = partition;
        Meeting meeting = new Meeting(NAME, number);
        sums.add(
            CompletableFuture.supplyAsync(
                () -> {
                  double all = 0;
                  for (int round = 1; round <= 50; round++) {
                    all += meeting.sum(round * (number + 1))[0];
                  }
                  return all;
                }));
      }
      for (CompletableFuture<Double> sum : sums) {
        assertEquals(6 * 50 * 51 / 2, sum.get(30, TimeUnit.SECONDS));
      }
      assertNull(rendezvous.poll(0), "sums are no steps");
    }
  }

  @Test
  void theDriverSeesStepsAddedUp() throws Exception {
    try (Rendezvous rendezvous = of(3)) {
      List<CompletableFuture<StepMessage>> got = new ArrayList<>();
      for (int partition = 0; partition < 3; partition++) {
        StepMessage mine = message(partition, partition, partition * 10, partition);
        Meeting meeting = new Meeting(NAME, partition);
        got.add(CompletableFuture.supplyAsync(() -> meeting.step(mine)));
      }
      StepMessage seen = StepMessage.fromNumbers(rendezvous.poll(30_000));
      assertEquals(new StepReport(3, 3, 6, 9, 12, 15, 18, (10 + 20 * 2) / 30.0, 30), seen.report());
      assertEquals(new LossTotals(3, 6, 9, 12, 15, 18, 1.5), seen.next());
      assertEquals(new StepTimes(1, 1, 2, 3, 4), seen.times(), "a mean");
      for (int partition = 0; partition < 3; partition++) {
        assertEquals(10 + partition, seen.seconds()[partition]);
        assertEquals(seen.next(), got.get(partition).get(30, TimeUnit.SECONDS).next());
      }
    }
  }

  @Test
  void whoFailsStopsTheOthers() throws Exception {
    try (Rendezvous rendezvous = of(2)) {
      Meeting waits = new Meeting(NAME, 0);
      CompletableFuture<Boolean> goesOn = CompletableFuture.supplyAsync(waits::everyone);
      new Meeting(NAME, 1).fail(new IllegalStateException("broken"));
      assertFalse(goesOn.get(30, TimeUnit.SECONDS));
      assertFalse(waits.everyone(), "nor is anyone waited for later");
      assertNull(rendezvous.poll(0));
    }
  }

  @Test
  void theDriverCanDismissEveryone() throws Exception {
    try (Rendezvous rendezvous = of(2)) {
      Meeting waits = new Meeting(NAME, 0);
      CompletableFuture<StepMessage> told =
          CompletableFuture.supplyAsync(() -> waits.begin(message(0, 1, 1, 1)));
      rendezvous.dismiss();
      assertNull(told.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void whoIsOutOfStepIsToldSo() {
    try (Rendezvous rendezvous = of(1)) {
      assertEquals(7, new Meeting(NAME, 0).sum(3, 4)[0] + 4);
      Exception late = assertThrows(Exception.class, () -> new Meeting(NAME, 0).everyone());
      String said = late.getCause() == null ? late.getMessage() : late.getCause().getMessage();
      assertTrue(said.contains("Partition 0 is in round 0, the others in 1"), said);
      assertNull(new Meeting(NAME, 0).sum(1), "and the others stop");
      assertFalse(rendezvous.rpcEnv() == null);
    }
  }

  @Test
  void gangsHaveRoomOnEveryExecutor() {
    var context = LocalSpark.session().sparkContext();
    var room = TaskGangs.room(context, new ClusterLayout(List.of("a", "b"), 2, 0));
    assertEquals(2, room.availablePermits());
    assertEquals(room, TaskGangs.room(context, new ClusterLayout(List.of("a"), 2, 0)));
  }
}
