package io.lanistr.training.bigdl;

import io.lanistr.training.data.EncoderPass;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.LocalShard;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Runs frozen encoders over an executor's rows, in a task. */
final class EncodeShard implements Function<LocalShard, EncoderPass.Count> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<FrozenEncoders> encoders;
  private final String training;
  private final int cores;

  /**
   * @param training that uses the states
   * @param cores of an executor
   */
  EncodeShard(Broadcast<FrozenEncoders> encoders, String training, int cores) {
    this.encoders = encoders;
    this.training = training;
    this.cores = cores;
  }

  @Override
  public EncoderPass.Count call(LocalShard shard) {
    return EncoderPass.over(shard.rows(), encoders.value(), training, cores);
  }
}
