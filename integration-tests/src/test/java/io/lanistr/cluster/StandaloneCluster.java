package io.lanistr.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Spark standalone master and its workers, each a JVM, at free ports of 127.0.0.1. */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Registering worker ");

  private final Daemons daemons;
  private final int cores;
  private final String url;

  /**
   * Starts it and waits until all workers have registered.
   *
   * @param path is emptied and receives logs, the executors' folders and all else
   * @param cores of each worker
   * @param memory of each worker, as Spark writes it
   */
  StandaloneCluster(Path path, int workers, int cores, String memory) {
    this.cores = cores;
    daemons = new Daemons(path);
    try {
      JvmProcess master =
          daemon(HOST, "master", "org.apache.spark.deploy.master.Master", List.of("--port", "0"));
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

  /** By turns of two names of this host: where they are equal, Spark does not speculate. */
  private JvmProcess startWorker(int number, String memory) {
    return daemon(
        number % 2 == 0 ? HOST : "localhost",
        "worker-" + number,
        "org.apache.spark.deploy.worker.Worker",
        List.of(
            "--cores",
            "" + cores,
            "--memory",
            memory,
            "--work-dir",
            daemons.path("worker-" + number).toString(),
            url));
  }

  private JvmProcess daemon(String host, String name, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--host", host, "--webui-port", "0"));
    all.addAll(arguments);
    return daemons.start(name, List.of(), mainClass, all);
  }

  /** The master's address. */
  String url() {
    return url;
  }

  /** Something to submit to this cluster; its files go below the cluster's folder. */
  Submission submission(String name) {
    return daemons.submission(name).conf("spark.master", url);
  }

  /** The processes of master, workers and executors. */
  List<ProcessHandle> running() {
    return daemons.running();
  }

  /** The workers, in the order of their start. */
  List<JvmProcess> workers() {
    return daemons.started().subList(1, daemons.started().size());
  }

  /** The executors that run at the moment. */
  List<ProcessHandle> executors() {
    return workers().stream().flatMap(worker -> worker.children().stream()).toList();
  }

  /** Adds a worker, and waits until it has registered. */
  JvmProcess addWorker(String memory) {
    int number = workers().size();
    JvmProcess added = startWorker(number, memory);
    daemons.started().get(0).await(REGISTERED, number + 1, START);
    return added;
  }

  /** The last lines of all logs: master, workers, executors. */
  String logs() {
    return daemons.logs();
  }

  /** What the executors printed. */
  List<Path> executorLogs() {
    return daemons.folder().logs();
  }

  /** Ends everything, workers first, so that none tries to find its master again. */
  @Override
  public void close() {
    daemons.close();
  }
}
