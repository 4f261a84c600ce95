package io.lanistr.training.bigdl;

import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import scala.reflect.ClassTag;

/** A task's way to the others of its job, through the driver's {@link Rendezvous}. */
final class Meeting {
  private static final ClassTag<double[]> NUMBERS = Floats.tag(double[].class);

  private final RpcEndpointRef rendezvous;
  private final int partition;
  private int round;

  Meeting(String name, int partition) {
    SparkEnv env = SparkEnv.get();
    rendezvous = RpcUtils.makeDriverRef(name, env.conf(), env.rpcEnv());
    this.partition = partition;
  }

  /**
   * Waits for the others at the end of a step.
   *
   * @return what all bring together; null to stop
   */
  StepMessage step(StepMessage mine) {
    double[] sums = meet(true, mine.toNumbers());
    return sums == null ? null : StepMessage.fromNumbers(sums);
  }

  /** The same before the first step; the driver takes no notice of it. */
  StepMessage begin(StepMessage mine) {
    double[] sums = meet(false, mine.toNumbers());
    return sums == null ? null : StepMessage.fromNumbers(sums);
  }

  /**
   * Waits for the others.
   *
   * @return the sum of what all bring; null to stop
   */
  double[] sum(double... mine) {
    return meet(false, mine);
  }

  /**
   * Waits for the others.
   *
   * @return whether to go on
   */
  boolean everyone() {
    return sum(0) != null;
  }

  /**
   * Tells the others that this task can't go on.
   *
   * @param why gets what goes wrong with that, too
   */
  void fail(Throwable why) {
    try {
      ask(Rendezvous.FAILED, false, new double[0]);
    } catch (Exception e) { // Scala throws checked ones too
      why.addSuppressed(e);
    }
  }

  private double[] meet(boolean step, double[] mine) {
    double[] sums = ask(round, step, mine);
    round++;
    return sums.length == 0 ? null : sums;
  }

  private double[] ask(int itsRound, boolean step, double[] mine) {
    // Of JDK classes only, as these can be read whatever the class loader.
    Object[] message = {partition, itsRound, step, mine};
    return rendezvous.askSync(message, RpcUtils.INFINITE_TIMEOUT(), NUMBERS);
  }
}
