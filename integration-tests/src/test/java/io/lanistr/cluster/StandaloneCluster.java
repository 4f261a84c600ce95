package io.lanistr.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Spark standalone master and its workers, each a JVM, at free ports of 127.0.0.1. A worker has
 * one core.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Registering worker ");
  private static final List<String> DAEMON =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final ClusterFolder folder;
  private final Application application = Application.ofClassPath();
  private final List<JvmProcess> processes = new ArrayList<>();
  private final SparkHome home;
  private final String url;

  /**
   * Starts it and waits until all workers have registered.
   *
   * @param path is emptied and receives logs, the executors' folders and all else
   * @param memory of each worker, as Spark writes it
   */
  StandaloneCluster(Path path, int workers, String memory) {
    folder = ClusterFolder.emptied(path);
    home = SparkHome.of(folder.path().resolve("spark"), application.sparkJars());
    try {
      JvmProcess master =
          daemon("master", "org.apache.spark.deploy.master.Master", List.of("--port", "0"));
      url = master.await(MASTER_URL, 1, START).get(0).group(1);
      for (int i = 0; i < workers; i++) {
        startWorker(i, memory);
      }
      master.await(REGISTERED, workers, START);
    } catch (RuntimeException e) {
      e.addSuppressed(new IllegalStateException(logs()));
      close();
      throw e;
    }
  }

  private JvmProcess startWorker(int number, String memory) {
    return daemon(
        "worker-" + number,
        "org.apache.spark.deploy.worker.Worker",
        List.of(
            "--cores",
            "1",
            "--memory",
            memory,
            "--work-dir",
            folder.path().resolve("worker-" + number).toString(),
            url));
  }

  private JvmProcess daemon(String name, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    all.addAll(arguments);
    JvmProcess started =
        JvmProcess.start(
            name,
            home.java(DAEMON, List.of(), mainClass, all),
            home.environment(),
            folder.path().resolve("logs").resolve(name + ".log"));
    processes.add(started);
    return started;
  }

  /** The master's address. */
  String url() {
    return url;
  }

  /** Something to submit to this cluster; its files go below the cluster's folder. */
  Submission submission(String name) {
    return new Submission(name, home, application, folder.path().resolve(name))
        .conf("spark.master", url);
  }

  /** The processes of master, workers and executors. */
  List<ProcessHandle> running() {
    return processes.stream().flatMap(process -> process.running().stream()).toList();
  }

  /** The workers, in the order of their start. */
  List<JvmProcess> workers() {
    return processes.subList(1, processes.size());
  }

  /** Adds a worker, and waits until it has registered. */
  JvmProcess addWorker(String memory) {
    JvmProcess master = processes.get(0);
    JvmProcess added = startWorker(processes.size() - 1, memory);
    master.await(REGISTERED, processes.size() - 1, START);
    return added;
  }

  /** The last lines of all logs: master, workers, executors. */
  String logs() {
    StringBuilder all = new StringBuilder();
    processes.forEach(process -> all.append(process.tail()));
    return all.append(folder.tails()).toString();
  }

  /** What the executors printed. */
  List<Path> executorLogs() {
    return folder.logs();
  }

  /** Ends everything, workers first, so that none tries to find its master again. */
  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).close();
    }
  }
}
