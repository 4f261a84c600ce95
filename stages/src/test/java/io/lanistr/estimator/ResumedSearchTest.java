package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search of many trainings that dies goes on where it was, its trainings two at a time. */
class ResumedSearchTest {
  private final Dataset<Row> rows = SyntheticRows.table(90, 1);

  private static final class Counter implements TrainingListener {
    private final AtomicInteger steps = new AtomicInteger();
    private final int deadAt;

    Counter(int deadAt) {
      this.deadAt = deadAt;
    }

    @Override
    public void stepFinished(StepProgress step) {
      if (steps.incrementAndGet() >= deadAt) {
        throw new IllegalStateException("the driver dies");
      }
    }
  }

  private CrossValidatorModel search(Path checkpointsOrNull, Counter counter) {
    LanistrClassifier classifier =
        new LanistrClassifier()
            .setSize("tiny")
            .setEpochs(2)
            .setBatchSize(16)
            .setSeed(7)
            .setListener(counter);
    if (checkpointsOrNull != null) {
      classifier
          .setCheckpointDir(checkpointsOrNull.toUri().toString())
          .setCheckpointInterval(1)
          .setResumePolicy("separate");
    }
    return LearningRateSearch.of(classifier).fit(rows);
  }

  @Test
  void whatWasTrainedBeforeIsNotTrainedAgain(@TempDir Path checkpoints) {
    Counter all = new Counter(Integer.MAX_VALUE);
    double[] unbroken = search(null, all).avgMetrics();

    int death = 15;
    assertThrows(SparkException.class, () -> search(checkpoints, new Counter(death)));
    Counter second = new Counter(Integer.MAX_VALUE);
    double[] resumed = search(checkpoints, second).avgMetrics();
    assertArrayEquals(unbroken, resumed, 1e-6);
    // Two trainings had not written what they had made last.
    int left = all.steps.get() - death;
    int made = second.steps.get();
    assertTrue(made >= left && made <= left + 6, made + " steps, " + left + " left");

    Counter third = new Counter(Integer.MAX_VALUE);
    assertArrayEquals(unbroken, search(checkpoints, third).avgMetrics(), 1e-6);
    assertEquals(0, third.steps.get(), "all have ended");
  }
}
