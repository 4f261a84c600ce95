package io.lanistr.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The JVMs that make up a cluster at 127.0.0.1, and the folder that receives logs, the executors'
 * folders and all else of it.
 */
final class Daemons implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final ClusterFolder folder;
  private final Application application = Application.ofClassPath();
  private final List<JvmProcess> started = new ArrayList<>();
  private final SparkHome home;

  /**
   * Starts none yet.
   *
   * @param path is emptied
   */
  Daemons(Path path) {
    folder = ClusterFolder.emptied(path);
    home = SparkHome.of(folder.path().resolve("spark"), application.sparkJars());
  }

  /**
   * Starts one.
   *
   * @param options of {@code java}, beside those that keep it small
   */
  JvmProcess start(String name, List<String> options, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    JvmProcess daemon =
        JvmProcess.start(
            name,
            home.java(all, List.of(), mainClass, arguments),
            home.environment(),
            path("logs").resolve(name + ".log"));
    started.add(daemon);
    return daemon;
  }

  /** Those that were started, in that order. */
  List<JvmProcess> started() {
    return Collections.unmodifiableList(started);
  }

  /** They and all that they have started. */
  List<ProcessHandle> running() {
    return started.stream().flatMap(process -> process.running().stream()).toList();
  }

  /** Something in the cluster's folder. */
  Path path(String name) {
    return folder.path().resolve(name);
  }

  ClusterFolder folder() {
    return folder;
  }

  SparkHome home() {
    return home;
  }

  /** Something to submit; its files go below the cluster's folder. */
  Submission submission(String name) {
    return new Submission(name, home, application, path(name));
  }

  /** The last lines of all logs: daemons, executors and other containers. */
  String logs() {
    StringBuilder all = new StringBuilder();
    started.forEach(process -> all.append(process.tail()));
    return all.append(folder.tails()).toString();
  }

  /** Ends all, the last first, so that none looks for one that it depends on. */
  @Override
  public void close() {
    for (int i = started.size() - 1; i >= 0; i--) {
      started.get(i).close();
    }
  }
}
