package io.lanistr.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder like that of a Spark distribution, as workers want to see one when they start executors:
 * Spark's jars without the application's.
 */
record SparkHome(Path folder) {
  /** Arguments that each JVM gets. */
  static final Path JVM_OPTIONS =
      Path.of(System.getProperty("lanistr.root")).resolve("conf/jvm.options");

  /** Makes one of links to jars. */
  static SparkHome of(Path folder, List<Path> jars) {
    try {
      Files.createDirectories(folder.resolve("conf"));
      Path links = Files.createDirectories(folder.resolve("jars"));
      for (int i = 0; i < jars.size(); i++) {
        Path link = links.resolve(i + "-" + jars.get(i).getFileName());
        Files.createSymbolicLink(link, jars.get(i).toAbsolutePath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lay out " + folder, e);
    }
    return new SparkHome(folder.toAbsolutePath());
  }

  /**
   * Arguments of {@code java} to run a class of Spark.
   *
   * @param before goes before Spark on the class path
   */
  List<String> java(
      List<String> options, List<Path> before, String mainClass, List<String> arguments) {
    List<String> path = new ArrayList<>();
    before.forEach(entry -> path.add(entry.toString()));
    path.add(conf().toString());
    path.add(jars().toString());
    List<String> all = new ArrayList<>(options);
    all.add("@" + JVM_OPTIONS);
    all.add("-Djava.awt.headless=true");
    all.add("-cp");
    all.add(String.join(File.pathSeparator, path));
    all.add(mainClass);
    all.addAll(arguments);
    return all;
  }

  /** The folder of configuration files. */
  Path conf() {
    return folder.resolve("conf");
  }

  /** Spark's jars, as an entry of a class path. */
  Path jars() {
    return folder.resolve("jars").resolve("*");
  }

  /** The environment of Spark's processes. */
  Map<String, String> environment() {
    return Map.of(
        "HADOOP_CONF_DIR", conf().toString(),
        "JAVA_HOME", System.getProperty("java.home"),
        "SPARK_HOME", folder.toString(),
        "SPARK_CONF_DIR", conf().toString(),
        "SPARK_LOCAL_DIRS", folder.resolve("local").toString(),
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_SCALA_VERSION", "2.12");
  }
}
