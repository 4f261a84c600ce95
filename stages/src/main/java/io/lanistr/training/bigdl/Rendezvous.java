package io.lanistr.training.bigdl;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpoint;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import scala.Function1;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Where the tasks of a job meet, at the driver: each brings numbers and waits until all have; then
 * each gets the sums. A meeting costs a message to the driver and back, where a Spark job costs
 * tens of milliseconds.
 *
 * <p>Sums are taken in the order of partitions, so they don't depend on who came first. When one
 * task fails or the driver has enough, everyone who waits or comes later is told to stop.
 */
final class Rendezvous implements ThreadSafeRpcEndpoint, AutoCloseable {
  /** What is answered to those who shall stop. */
  static final double[] STOP = {};

  /** In the place of a round's number: the partition has failed. */
  static final int FAILED = -1;

  private final RpcEnv env;
  private final RpcEndpointRef self;
  private final double[][] brought;
  private final RpcCallContext[] waiting;
  private final BlockingQueue<double[]> steps = new LinkedBlockingQueue<>();
  private int round;
  private int arrived;
  private boolean stopped;

  /**
   * Opens it.
   *
   * @param name by which tasks find it
   * @param partitions that meet
   */
  Rendezvous(RpcEnv env, String name, int partitions) {
    this.env = env;
    brought = new double[partitions][];
    waiting = new RpcCallContext[partitions];
    RpcEndpoint.$init$(this);
    self = env.setupEndpoint(name, this);
  }

  @Override
  public RpcEnv rpcEnv() {
    return env;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext caller) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Object message) {
        return message instanceof Object[];
      }

      @Override
      public <A extends Object, B> B applyOrElse(A message, Function1<A, B> otherwise) {
        if (!isDefinedAt(message)) {
          return otherwise.apply(message);
        }
        Object[] parts = (Object[]) message;
        arrive(caller, (int) parts[0], (int) parts[1], (boolean) parts[2], (double[]) parts[3]);
        return null;
      }
    };
  }

  private synchronized void arrive(
      RpcCallContext caller, int partition, int itsRound, boolean step, double[] numbers) {
    if (itsRound == FAILED) {
      dismiss();
    }
    if (stopped) {
      caller.reply(STOP);
      return;
    }
    if (itsRound != round || brought[partition] != null) {
      dismiss();
      caller.sendFailure(
          new IllegalStateException(
              "Partition " + partition + " is in round " + itsRound + ", the others in " + round));
      return;
    }
    brought[partition] = numbers;
    waiting[partition] = caller;
    arrived++;
    if (arrived == brought.length) {
      double[] sums = sums();
      if (step) {
        steps.add(sums);
      }
      round++;
      answer(sums);
    }
  }

  private double[] sums() {
    double[] sums = brought[0].clone();
    for (int partition = 1; partition < brought.length; partition++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += brought[partition][i];
      }
    }
    return sums;
  }

  private void answer(double[] numbers) {
    for (RpcCallContext caller : waiting) {
      if (caller != null) {
        caller.reply(numbers);
      }
    }
    Arrays.fill(waiting, null);
    Arrays.fill(brought, null);
    arrived = 0;
  }

  /** Tells everyone to stop, now and later. */
  synchronized void dismiss() {
    stopped = true;
    answer(STOP);
  }

  /** The sums of the next step, or null if there is none within that time. */
  double[] poll(long millis) throws InterruptedException {
    return steps.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    dismiss();
    env.stop(self);
  }
}
