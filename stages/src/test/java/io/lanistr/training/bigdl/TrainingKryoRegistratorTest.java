package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.training.SmallNetworks;
import io.lanistr.training.SyntheticRows;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.ShardSummary;
import io.lanistr.training.step.ReplicaSpec;
import java.nio.ByteBuffer;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

class TrainingKryoRegistratorTest {
  private static SparkConf kryo() {
    return new SparkConf(false).set("spark.serializer", KryoSerializer.class.getName());
  }

  private static SparkConf registered() {
    return kryo().set("spark.kryo.registrator", TrainingKryoRegistrator.class.getName());
  }

  private static <T> T copy(T object, Class<?> type) {
    ClassTag<T> tag = Floats.tag(type);
    SerializerInstance kryo = new KryoSerializer(registered()).newInstance();
    ByteBuffer bytes = kryo.serialize(object, tag);
    return kryo.deserialize(bytes, tag);
  }

  @Test
  void kryoAloneIsRefusedWithTheSettingToMake() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TrainingKryoRegistrator.require(kryo()))
            .getMessage();
    assertTrue(
        message.contains(
            "spark.kryo.registrator=io.lanistr.training.bigdl.TrainingKryoRegistrator"),
        message);
    assertDoesNotThrow(() -> TrainingKryoRegistrator.require(registered()));
    assertDoesNotThrow(() -> TrainingKryoRegistrator.require(new SparkConf(false)));
  }

  @Test
  void whatTravelsSurvivesKryo() {
    ReplicaSpec spec =
        new ReplicaSpec(
            SmallNetworks.pretraining(SyntheticRows.METADATA),
            TrainingConfig.pretraining(3, 7),
            new float[] {1, 2},
            new float[] {3});
    ReplicaSpec copy = copy(spec, ReplicaSpec.class);
    assertEquals(spec.network(), copy.network());
    assertEquals(spec.training(), copy.training());
    assertArrayEquals(spec.frozen(), copy.frozen());
    ShardSummary summary = new ShardSummary("here", 7, 4711, -1, 0);
    assertEquals(summary, copy(summary, ShardSummary.class));
  }
}
