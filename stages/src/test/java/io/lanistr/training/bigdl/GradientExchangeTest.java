package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.LocalSpark;
import java.util.List;
import java.util.UUID;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientExchangeTest {
  /** Partition 0's gradients are not only added, but also give the sum its place. */
  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "0,true", "1,true"})
  void gradientsOfAnExecutorThatIsNotThereAreMissed(int present, boolean truncated) {
    String training = UUID.randomUUID().toString();
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    GradientExchange exchange =
        new GradientExchange(WeightBlocks.number(training), 2, 10, 1, truncated);
    try {
      SparkException failure =
          assertThrows(
              SparkException.class,
              () ->
                  context
                      .parallelize(List.of(0, 1), 2)
                      .foreachPartition(
                          one -> {
                            if (TaskContext.getPartitionId() == present) {
                              exchangeAlone(exchange);
                            }
                          }));
      assertTrue(
          failure.getCause().getMessage().contains("of another executor were not received"),
          failure::toString);
    } finally {
      WeightBlocks.clear(training);
    }
  }

  private static void exchangeAlone(GradientExchange exchange) {
    exchange.begin(new float[10], new float[10]);
    exchange.sendGradients();
    exchange.addGradients();
  }
}
