package io.lanistr.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of spark-submit, its driver in a JVM of its own. */
final class Submission {
  /** Most of a short run's time would go into compiling for a long one. */
  private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Path ROOT = Path.of(System.getProperty("lanistr.root"));

  /**
   * How it ended.
   *
   * @param output what the driver printed
   * @param events the lines of Spark's event log, each a JSON object
   */
  record Result(int exitCode, List<String> output, List<String> events) {
    /** The driver's output as one text, for messages. */
    String printed() {
      return "---- driver\n" + String.join("\n", output) + "\n";
    }
  }

  private final String name;
  private final SparkHome home;
  private final Application application;
  private final Path folder;
  private final Map<String, String> conf = new LinkedHashMap<>();
  private final List<Path> jars = new ArrayList<>();
  private List<String> options = List.of(SHORT_RUN.split(" ", -1));

  Submission(String name, SparkHome home, Application application, Path folder) {
    this.name = name;
    this.home = home;
    this.application = application;
    this.folder = folder;
    conf("spark.driver.host", "127.0.0.1");
    conf("spark.driver.bindAddress", "127.0.0.1");
    conf("spark.driver.memory", "1g");
    conf("spark.ui.enabled", "false");
    conf("spark.sql.shuffle.partitions", "2");
    conf("spark.eventLog.enabled", "true");
    conf("spark.eventLog.dir", events().toUri().toString());
    conf("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    conf("spark.executor.extraJavaOptions", SHORT_RUN + " -D" + logging("log4j2-test"));
    if (application.jar() == null) {
      String path =
          application.classPath().stream()
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      conf("spark.driver.extraClassPath", path);
      conf("spark.executor.extraClassPath", path);
    }
  }

  /** Compiles as a long run does, for measuring: driver and executors alike. */
  Submission longRun() {
    options = List.of();
    return conf(
        "spark.executor.extraJavaOptions",
        "@" + SparkHome.JVM_OPTIONS + " -D" + logging("log4j2-test"));
  }

  /** Sets what {@code --conf} sets. */
  Submission conf(String key, String value) {
    conf.put(key, value);
    return this;
  }

  /** Adds a jar to the application's. */
  Submission jar(Path jar) {
    jars.add(jar);
    return this;
  }

  /** Where this run may leave files. */
  Path folder() {
    return folder;
  }

  /**
   * Submits it and waits until it ends.
   *
   * @throws IllegalStateException if it takes too long, with the last lines that it printed
   */
  Result run(String mainClass, List<String> arguments, Duration limit) {
    try (JvmProcess driver = start(mainClass, arguments)) {
      return awaitEnd(driver, limit);
    }
  }

  /** Waits until a driver that was started ends. */
  Result awaitEnd(JvmProcess driver, Duration limit) {
    int exitCode = driver.awaitEnd(limit);
    return new Result(exitCode, driver.output(), eventLines());
  }

  /** Submits it. */
  JvmProcess start(String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--class", mainClass, "--name", name));
    conf.forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
    List<String> paths = jars.stream().map(Path::toString).collect(Collectors.toList());
    if (application.jar() != null) {
      paths.add(application.jar().toString());
    }
    // The first jar is the one that has to be named by itself; without any, Spark wants this word.
    String primary = paths.isEmpty() ? "spark-internal" : paths.remove(0);
    if (!paths.isEmpty()) {
      all.addAll(List.of("--jars", String.join(",", paths)));
    }
    all.add(primary);
    all.addAll(arguments);
    List<String> java = new ArrayList<>(options);
    java.add("-Xmx" + conf.get("spark.driver.memory"));
    java.add("-D" + logging("log4j2"));
    try {
      Files.createDirectories(events());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JvmProcess.start(
        name,
        home.java(java, application.classPath(), "org.apache.spark.deploy.SparkSubmit", all),
        home.environment(),
        folder.resolve("driver.log"));
  }

  private static String logging(String file) {
    return "log4j2.configurationFile=" + ROOT.resolve("conf/" + file + ".properties").toUri();
  }

  private Path events() {
    return folder.resolve("events");
  }

  private List<String> eventLines() {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(events())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
