package io.lanistr.training.bigdl;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.lanistr.training.step.ReplicaSpec;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Lets Kryo hand records, and classes with methods of their own for it, to Java serialisation. An
 * application with {@code spark.serializer} set to Kryo names it in {@code spark.kryo.registrator}.
 */
public final class TrainingKryoRegistrator implements KryoRegistrator {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";

  @Override
  public void registerClasses(Kryo kryo) {
    // Kryo sets fields, which Java forbids for records.
    kryo.addDefaultSerializer(Record.class, JavaSerializer.class);
    kryo.addDefaultSerializer(ReplicaSpec.class, JavaSerializer.class);
  }

  /**
   * Refuses Kryo without this registrator: it would fail later, with a message about fields.
   *
   * @throws IllegalArgumentException naming the setting to make
   */
  static void require(SparkConf conf) {
    boolean kryo = conf.get(SERIALIZER, "").endsWith("KryoSerializer");
    String name = TrainingKryoRegistrator.class.getName();
    if (kryo && !conf.get(REGISTRATOR, "").contains(name)) {
      throw new IllegalArgumentException(
          SERIALIZER
              + " is Kryo, which cannot serialise records by itself. Leave it at its default,"
              + " or set "
              + REGISTRATOR
              + "="
              + name
              + ".");
    }
  }
}
