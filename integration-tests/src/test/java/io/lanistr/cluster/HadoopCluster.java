package io.lanistr.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;

/**
 * HDFS and YARN of one node: their four daemons, each a JVM, at free ports of 127.0.0.1. What they
 * start and store is below one folder.
 */
final class HadoopCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final String HOST = "127.0.0.1";

  private final Daemons daemons;
  private final Iterator<Integer> ports = freePorts(5).iterator();
  private final String fileSystem = "hdfs://" + address();

  /**
   * Starts it and waits until both have their node.
   *
   * @param path is emptied and receives logs, blocks, the containers' folders and all else
   * @param cores of the node, and so the most containers
   * @param memory of the node, in MiB
   */
  HadoopCluster(Path path, int cores, int memory) {
    daemons = new Daemons(path);
    makeTemporary();
    write("core-site.xml", core());
    write("hdfs-site.xml", hdfs());
    write("yarn-site.xml", yarn(cores, memory));
    try {
      JvmProcess format = daemon("format", NameNode.class, "-format", "-nonInteractive");
      if (format.awaitEnd(START) != 0) {
        throw new IllegalStateException("HDFS can't be formatted");
      }
      JvmProcess names = daemon("namenode", NameNode.class);
      JvmProcess resources = daemon("resourcemanager", ResourceManager.class);
      daemon("datanode", DataNode.class);
      daemon("nodemanager", NodeManager.class);
      names.await(Pattern.compile("Adding new storage ID"), 1, START);
      resources.await(Pattern.compile("registered with capability"), 1, START);
    } catch (RuntimeException e) {
      e.addSuppressed(new IllegalStateException(logs()));
      close();
      throw e;
    }
  }

  private JvmProcess daemon(String name, Class<?> main, String... arguments) {
    List<String> options =
        List.of("-Dorg.apache.logging.log4j.level=INFO", "-Djava.io.tmpdir=" + temporary());
    return daemons.start(name, options, main.getName(), List.of(arguments));
  }

  private Path temporary() {
    return daemons.path("tmp");
  }

  private Configuration core() {
    Configuration core = new Configuration(false);
    core.set("fs.defaultFS", fileSystem);
    core.set("hadoop.tmp.dir", daemons.path("hadoop").toString());
    return core;
  }

  private static Configuration hdfs() {
    Configuration hdfs = new Configuration(false);
    hdfs.set("dfs.replication", "1");
    hdfs.set("dfs.datanode.hostname", HOST);
    for (String server :
        List.of(
            "namenode.http-address",
            "datanode.address",
            "datanode.http.address",
            "datanode.ipc.address")) {
      hdfs.set("dfs." + server, HOST + ":0");
    }
    return hdfs;
  }

  private Configuration yarn(int cores, int memory) {
    Configuration yarn = new Configuration(false);
    for (String server : List.of("", "scheduler.", "resource-tracker.", "admin.")) {
      yarn.set("yarn.resourcemanager." + server + "address", address());
    }
    yarn.set("yarn.resourcemanager.webapp.address", HOST + ":0");
    yarn.set("yarn.nodemanager.hostname", HOST);
    for (String server : List.of("", "localizer.", "collector-service.", "webapp.")) {
      yarn.set("yarn.nodemanager." + server + "address", HOST + ":0");
    }
    yarn.set("yarn.nodemanager.log-dirs", daemons.path("containers").toString());
    yarn.set("yarn.node-attribute.fs-store.root-dir", temporary().toUri().toString());
    yarn.setInt("yarn.nodemanager.resource.cpu-vcores", cores);
    yarn.setInt("yarn.nodemanager.resource.memory-mb", memory);
    yarn.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    yarn.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    yarn.setInt(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 100);
    yarn.set("yarn.scheduler.capacity.root.queues", "default");
    yarn.setInt("yarn.scheduler.capacity.root.default.capacity", 100);
    yarn.setFloat("yarn.scheduler.capacity.maximum-am-resource-percent", 1);
    return yarn;
  }

  private void makeTemporary() {
    try {
      Files.createDirectories(temporary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, Configuration configuration) {
    try (Writer out = Files.newBufferedWriter(daemons.home().conf().resolve(name))) {
      configuration.writeXml(out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }

  private String address() {
    return HOST + ":" + ports.next();
  }

  /** Ports that nobody listened at a moment ago. */
  private static Set<Integer> freePorts(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
        ports.add(socket.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return ports;
  }

  /** The root of HDFS. */
  String fileSystem() {
    return fileSystem;
  }

  /** Something to submit to YARN; its files go below the cluster's folder. */
  Submission submission(String name) {
    return daemons
        .submission(name)
        .conf("spark.master", "yarn")
        .conf("spark.yarn.jars", "local:" + daemons.home().jars())
        .conf("spark.yarn.appMasterEnv.SPARK_LOCAL_IP", HOST)
        .conf("spark.executorEnv.SPARK_LOCAL_IP", HOST);
  }

  /** The JVMs that YARN has started and that run a class. */
  List<ProcessHandle> containers(String mainClass) {
    return daemons.running().stream()
        .filter(one -> one.info().command().orElse("").endsWith("java"))
        .filter(
            one ->
                one.info().arguments().map(List::of).orElse(List.of()).stream()
                    .anyMatch(argument -> argument.endsWith(mainClass)))
        .toList();
  }

  /** What the containers printed, all together. */
  List<String> printed() {
    return daemons.folder().printed();
  }

  /** The last lines of all logs: daemons and containers. */
  String logs() {
    return daemons.logs();
  }

  /** Ends everything, nodes first. */
  @Override
  public void close() {
    daemons.close();
  }
}
