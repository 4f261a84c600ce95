package io.lanistr.pipeline.data.packages;

import java.nio.file.Path;
import java.util.List;

/** Fetches jars with Maven's dependency plugin, so that the user's settings and mirrors apply. */
public final class MavenClient implements PackageClient {

  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";

  @Override
  public List<List<String>> launchers() {
    return List.of(List.of("mvn"), List.of("mvn.cmd"));
  }

  @Override
  public List<String> fetchArguments(PinnedPackage wanted, Path folder) {
    return List.of(
        "--batch-mode",
        "--no-transfer-progress",
        PLUGIN + ":copy",
        "-Dartifact=" + wanted.name() + ":" + wanted.version(),
        "-DoutputDirectory=" + folder);
  }

  @Override
  public String advice(PinnedPackage wanted) {
    return "install Maven, and check that 'mvn "
        + PLUGIN
        + ":get -Dtransitive=false -Dartifact="
        + wanted.name()
        + ":"
        + wanted.version()
        + "' works here (mirrors and proxies of Maven's settings.xml apply)";
  }
}
