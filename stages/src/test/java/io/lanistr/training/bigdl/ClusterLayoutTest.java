package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.LocalSpark;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterLayoutTest {
  @Test
  void localModeIsOneExecutorWithAllItsThreads() {
    ClusterLayout layout = ClusterLayout.of(LocalSpark.session().sparkContext(), Set.of(), 0);
    assertEquals(1, layout.executors());
    assertEquals(2, layout.cores());
    assertTrue(layout.freeStorage() > 0);
  }

  @ParameterizedTest
  @CsvSource({"local,1", "local[3],3", "'local[4,2]',4"})
  void coresOfALocalMasterAreItsThreads(String master, int cores) {
    assertEquals(cores, ClusterLayout.localCores(master));
  }

  @Test
  void aStarIsEveryProcessor() {
    int all = Runtime.getRuntime().availableProcessors();
    assertEquals(all, ClusterLayout.localCores("local[*]"));
    assertEquals(all, ClusterLayout.localCores("local[*,3]"));
  }

  @ParameterizedTest
  @CsvSource({
    "'local-cluster[3,2,1024]',,,3",
    "spark://h:7077,spark.cores.max=8,spark.executor.cores=2,4",
    "yarn,spark.executor.instances=5,,5",
    "yarn,spark.dynamicAllocation.enabled=true,spark.dynamicAllocation.minExecutors=2,2",
    "yarn,,,2",
    "k8s://https://h:443,,,2",
    "spark://h:7077,,,0",
    "spark://h:7077,spark.cores.max=8,,0"
  })
  void executorsAreWaitedForAsTheApplicationAskedForThem(
      String master, String one, String other, int wanted) {
    SparkConf conf = new SparkConf(false);
    for (String setting : new String[] {one, other}) {
      if (setting != null) {
        String[] keyAndValue = setting.split("=", 2);
        conf.set(keyAndValue[0], keyAndValue[1]);
      }
    }
    assertEquals(wanted, ClusterLayout.wanted(master, conf));
  }

  @Test
  void tooLittleMemoryIsRefusedWithTheSettingToRaise() {
    ClusterLayout small = new ClusterLayout(List.of("a", "b"), 4, 100 << 20);
    SparkConf conf = new SparkConf(false);
    new MemoryNeed(1_000_000, small).require(conf);
    String storage =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MemoryNeed(10_000_000, small).require(conf))
            .getMessage();
    assertTrue(storage.contains("spark.executor.memory") && storage.contains("100 MiB"), storage);
    conf.set("spark.driver.maxResultSize", "3m");
    String result =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MemoryNeed(1_000_000, small).require(conf))
            .getMessage();
    assertTrue(result.contains("spark.driver.maxResultSize allows 3 MiB"), result);
    ClusterLayout huge = new ClusterLayout(List.of("a", "b"), 4, Long.MAX_VALUE);
    long fits = Runtime.getRuntime().maxMemory() / 33;
    conf.set("spark.driver.maxResultSize", "0");
    new MemoryNeed(fits, huge).require(conf);
    String driver =
        assertThrows(
                IllegalArgumentException.class, () -> new MemoryNeed(fits + 1, huge).require(conf))
            .getMessage();
    assertTrue(driver.contains("Raise spark.driver.memory"), driver);
  }
}
