package io.lanistr.cluster.app;

import io.lanistr.tensor.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Multiplies a matrix on every executor and writes where, by what and with which result. */
public final class ProductOnExecutors {
  private static final int TASKS = 8;
  private static final int SIZE = 16;

  private ProductOnExecutors() {}

  /** Takes the file that receives a line "executor, backend, element" for each task. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      List<Integer> tasks = IntStream.range(0, TASKS).boxed().toList();
      List<String> lines = context.parallelize(tasks, TASKS).map(task -> product(task)).collect();
      Files.write(Path.of(arguments[0]), lines);
    }
  }

  /** Rows of {@code task}s times columns of ones: {@code SIZE * task} everywhere. */
  private static String product(int task) {
    float[] a = new float[SIZE * SIZE];
    float[] b = new float[SIZE * SIZE];
    float[] c = new float[SIZE * SIZE];
    for (int i = 0; i < a.length; i++) {
      a[i] = task;
      b[i] = 1;
    }
    Backend backend = Backend.current();
    backend.gemm(false, false, SIZE, SIZE, SIZE, 1f, a, 0, SIZE, b, 0, SIZE, 0f, c, 0, SIZE);
    return SparkEnv.get().executorId() + "," + backend.name() + "," + c[SIZE * SIZE - 1];
  }
}
