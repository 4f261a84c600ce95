package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.optim.Trigger;
import com.intel.analytics.bigdl.dllib.utils.Table;
import io.lanistr.network.StepReport;
import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.progress.ProgressMeter;
import io.lanistr.training.step.StepTotals;
import java.util.function.IntPredicate;
import org.apache.spark.broadcast.Broadcast;

/**
 * Called by BigDL on the driver before each step, and the only place where it lets us in: looks at
 * the step that ended, sets the clock for the next one, and says when all are done.
 */
final class StepTrigger implements Trigger {
  private static final long serialVersionUID = 1L;

  /** Short epochs are counted together, until they have so many steps: counting takes a job. */
  private static final int LEAST_COUNTED = 32;

  /** Counts what the losses of the steps of some epochs are divided by. */
  @FunctionalInterface
  interface Counter {
    Broadcast<StepTotals> count(int firstEpoch, int epochs);
  }

  private final transient EpochLayout layout;
  private final transient LearningRateSchedule schedule;
  private final transient StepClock clock;
  private final transient ReportAccumulator reports;
  private final transient Counter counter;
  private final transient ProgressMeter meter;
  private final transient IntPredicate ends;
  private transient Broadcast<StepTotals> totals;
  private transient int firstCounted;
  private transient int counted;
  private transient int last;
  private transient boolean ended;

  /**
   * @param ends called after each step with its number, from 1; true ends the training
   */
  StepTrigger(
      EpochLayout layout,
      LearningRateSchedule schedule,
      StepClock clock,
      ReportAccumulator reports,
      Counter counter,
      ProgressMeter meter,
      IntPredicate ends) {
    this.layout = layout;
    this.schedule = schedule;
    this.clock = clock;
    this.reports = reports;
    this.counter = counter;
    this.meter = meter;
    this.ends = ends;
  }

  @Override
  public boolean apply(Table state) {
    int next = (Integer) state.apply("neval");
    if (last > 0 && next == last + 1) {
      finish(last);
      ended |= ends.test(last);
    }
    last = next;
    boolean done = ended || next > schedule.totalSteps();
    if (!done) {
      prepare(next - 1);
    }
    return done;
  }

  private void finish(int step) {
    StepReport report = reports.value();
    reports.reset();
    if (!Double.isFinite(report.total())) {
      throw new IllegalStateException(
          "The loss became "
              + report.total()
              + " at step "
              + step
              + " (epoch "
              + ((step - 1) / layout.steps() + 1)
              + "): "
              + report
              + ". Lower the learning rate or clip gradients.");
    }
    int rows = layout.rowsOf((step - 1) % layout.steps());
    meter.step(step, report, rows, schedule.rate(step));
  }

  /** Sets the clock; step counts from 0 over the whole training. */
  private void prepare(int step) {
    int epoch = step / layout.steps();
    int within = step % layout.steps();
    if (totals == null || epoch >= firstCounted + counted) {
      close();
      int left = (int) (schedule.totalSteps() / layout.steps()) - epoch;
      firstCounted = epoch;
      counted = Math.min(left, (LEAST_COUNTED + layout.steps() - 1) / layout.steps());
      totals = counter.count(epoch, counted);
    }
    clock.set(epoch, within, (epoch - firstCounted) * layout.steps() + within, totals);
  }

  /** Frees the totals. */
  void close() {
    if (totals != null) {
      totals.destroy();
      totals = null;
    }
  }
}
