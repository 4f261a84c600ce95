package io.lanistr.training.bigdl;

import io.lanistr.training.data.Locations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.apache.spark.storage.BlockManagerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * The executors that an application really has, and the cores that each can use: BigDL's own guess
 * halves the cores of {@code local[*]} and knows few cluster managers.
 *
 * @param locations of the executors, as Spark names them in preferred locations; one empty string
 *     in local mode
 * @param cores of each executor: the least that one of them has
 * @param freeStorage least free storage memory of an executor, in bytes
 */
public record ClusterLayout(List<String> locations, int cores, long freeStorage) {
  /** Seconds to wait for the executors that the application asked for. */
  public static final String WAIT_KEY = "spark.lanistr.executors.waitSeconds";

  private static final long DEFAULT_WAIT_SECONDS = 120;
  private static final long SETTLE_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLayout.class);
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[([0-9]+|\\*)(?:,.*)?])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*([0-9]+)\\s*,.*");

  /** Number of executors. */
  public int executors() {
    return locations.size();
  }

  /**
   * Looks at the application, and waits up to {@value #WAIT_KEY} seconds for the executors it asked
   * for.
   *
   * <p>Where the application did not say how many it wants, it waits until no more have come for a
   * few seconds.
   *
   * @param lost ids of executors that are known to be gone, though Spark may still list them
   * @param before executors that there were before, whose replacement is waited for too; 0 for none
   * @throws IllegalStateException if there is none by then
   */
  public static ClusterLayout of(SparkContext context, Set<String> lost, int before) {
    if (LOCAL.matcher(context.master()).matches()) {
      return new ClusterLayout(
          List.of(Locations.ANY), localCores(context.master()), freeStorage(memory()));
    }
    int wanted = wanted(context.master(), context.getConf());
    if (!isDynamic(context.getConf())) {
      wanted = Math.max(wanted, before);
    }
    long deadline = System.nanoTime() + waitNanos(context.getConf());
    Map<BlockManagerId, Long> free = executorMemory(lost);
    Map<String, Integer> cores = cores(context);
    while (!(complete(free, cores, wanted) && (wanted > 0 || settled(context)))
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      free = executorMemory(lost);
      cores = cores(context);
    }
    return registered(context, free, cores, wanted);
  }

  /** The same without some executors, given by their ids. */
  public ClusterLayout without(Set<String> lost) {
    return new ClusterLayout(
        locations.stream().filter(location -> !lost.contains(ExecutorWatch.id(location))).toList(),
        cores,
        freeStorage);
  }

  private static ClusterLayout registered(
      SparkContext context,
      Map<BlockManagerId, Long> free,
      Map<String, Integer> cores,
      int wanted) {
    if (free.isEmpty()) {
      throw new IllegalStateException(
          "No executor has registered with "
              + context.master()
              + " within "
              + TimeUnit.NANOSECONDS.toSeconds(waitNanos(context.getConf()))
              + " s. Does the cluster have room for one? See "
              + WAIT_KEY
              + ".");
    }
    if (free.size() < wanted) {
      LOG.warn("Training on {} executors; {} were waited for", free.size(), wanted);
    }
    int least = Integer.MAX_VALUE;
    List<String> locations = new ArrayList<>();
    int configured = context.getConf().getInt("spark.executor.cores", 1);
    for (BlockManagerId executor : free.keySet()) {
      locations.add(Locations.of(executor));
      least = Math.min(least, cores.getOrDefault(executor.executorId(), configured));
    }
    locations.sort(null);
    return new ClusterLayout(List.copyOf(locations), Math.max(1, least), freeStorage(free));
  }

  private static boolean complete(
      Map<BlockManagerId, Long> free, Map<String, Integer> cores, int wanted) {
    return free.size() >= Math.max(1, wanted)
        && free.keySet().stream().allMatch(e -> cores.containsKey(e.executorId()));
  }

  /** Threads of a local master. */
  static int localCores(String master) {
    Matcher local = LOCAL.matcher(master);
    if (!local.matches() || local.group(1) == null) {
      return 1;
    }
    return local.group(1).equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(local.group(1));
  }

  /** Whether no executor has come lately. */
  private static boolean settled(SparkContext context) {
    long newest = 0;
    for (ExecutorSummary summary : summaries(context)) {
      newest = Math.max(newest, summary.addTime().getTime());
    }
    return System.currentTimeMillis() - newest >= SETTLE_MILLIS;
  }

  private static boolean isDynamic(SparkConf conf) {
    return conf.getBoolean("spark.dynamicAllocation.enabled", false);
  }

  /** How many executors the application asked for; 0 if its configuration does not say. */
  static int wanted(String master, SparkConf conf) {
    Matcher localCluster = LOCAL_CLUSTER.matcher(master);
    if (localCluster.matches()) {
      return Integer.parseInt(localCluster.group(1));
    }
    if (isDynamic(conf)) {
      return Math.max(1, conf.getInt("spark.dynamicAllocation.minExecutors", 1));
    }
    if (conf.contains("spark.executor.instances")) {
      return conf.getInt("spark.executor.instances", 1);
    }
    if (conf.contains("spark.cores.max") && conf.contains("spark.executor.cores")) {
      return Math.max(
          1, conf.getInt("spark.cores.max", 1) / conf.getInt("spark.executor.cores", 1));
    }
    // What these start if nothing is said.
    return master.startsWith("yarn") || master.startsWith("k8s") ? 2 : 0;
  }

  private static long waitNanos(SparkConf conf) {
    return TimeUnit.SECONDS.toNanos(conf.getLong(WAIT_KEY, DEFAULT_WAIT_SECONDS));
  }

  private static Map<BlockManagerId, Long> executorMemory(Set<String> lost) {
    Map<BlockManagerId, Long> executors = memory();
    executors.keySet().removeIf(id -> id.isDriver() || lost.contains(id.executorId()));
    return executors;
  }

  /** Free storage memory of each block manager. */
  private static Map<BlockManagerId, Long> memory() {
    Map<BlockManagerId, Long> free = new HashMap<>();
    Map<BlockManagerId, Tuple2<Object, Object>> status =
        JavaConverters.mapAsJavaMapConverter(
                SparkEnv.get().blockManager().master().getMemoryStatus())
            .asJava();
    status.forEach((id, maxAndFree) -> free.put(id, (Long) maxAndFree._2()));
    return free;
  }

  private static long freeStorage(Map<BlockManagerId, Long> free) {
    return free.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  /** Cores of each executor that Spark's status store knows. */
  private static Map<String, Integer> cores(SparkContext context) {
    Map<String, Integer> cores = new HashMap<>();
    for (ExecutorSummary summary : summaries(context)) {
      if (summary.totalCores() > 0) {
        cores.put(summary.id(), summary.totalCores());
      }
    }
    return cores;
  }

  private static List<ExecutorSummary> summaries(SparkContext context) {
    return JavaConverters.seqAsJavaListConverter(context.statusStore().executorList(true)).asJava();
  }
}
