package io.lanistr.training.bigdl;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import com.intel.analytics.bigdl.dllib.models.utils.ModelInfo;
import com.intel.analytics.bigdl.dllib.nn.abstractnn.AbstractCriterion;
import com.intel.analytics.bigdl.dllib.nn.abstractnn.AbstractModule;
import com.intel.analytics.bigdl.dllib.optim.OptimMethod;
import io.lanistr.training.step.ReplicaSpec;
import io.lanistr.training.step.StepTotals;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Lets Kryo hand BigDL's and our classes, and all records, to Java serialisation, which their own
 * methods rely on. An application with {@code spark.serializer} set to Kryo names it in {@code
 * spark.kryo.registrator}.
 */
public final class TrainingKryoRegistrator implements KryoRegistrator {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";

  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(ModelInfo.class, new JavaSerializer());
    kryo.addDefaultSerializer(AbstractModule.class, JavaSerializer.class);
    kryo.addDefaultSerializer(OptimMethod.class, JavaSerializer.class);
    kryo.addDefaultSerializer(AbstractCriterion.class, JavaSerializer.class);
    // Kryo sets fields, which Java forbids for records.
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    kryo.addDefaultSerializer(ReplicaSpec.class, JavaSerializer.class);
    kryo.addDefaultSerializer(StepTotals.class, JavaSerializer.class);
  }

  /**
   * Refuses Kryo without this registrator: BigDL would fail later, with a null pointer.
   *
   * @throws IllegalArgumentException naming the setting to make
   */
  static void require(SparkConf conf) {
    boolean kryo = conf.get(SERIALIZER, "").endsWith("KryoSerializer");
    String name = TrainingKryoRegistrator.class.getName();
    if (kryo && !conf.get(REGISTRATOR, "").contains(name)) {
      throw new IllegalArgumentException(
          SERIALIZER
              + " is Kryo, which cannot serialise BigDL's models by itself. Leave it at its default,"
              + " or set "
              + REGISTRATOR
              + "="
              + name
              + ".");
    }
  }
}
