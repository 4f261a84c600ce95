package io.lanistr.pipeline.data.packages;

import java.nio.file.Path;
import java.util.List;

/** Fetches Debian packages with {@code apt-get download}; nothing is installed. */
public final class AptClient implements PackageClient {

  @Override
  public List<List<String>> launchers() {
    return List.of(List.of("apt-get"));
  }

  @Override
  public List<String> fetchArguments(PinnedPackage wanted, Path folder) {
    return List.of("--quiet", "download", wanted.name() + "=" + wanted.version());
  }

  /** A fresh container has an empty package index, which only {@code update} fills. */
  @Override
  public List<String> refreshArguments() {
    return List.of("--quiet", "update");
  }

  @Override
  public String advice(PinnedPackage wanted) {
    return "on Debian 12, run 'apt-get update' as root and check that 'apt-get download "
        + wanted.name()
        + "="
        + wanted.version()
        + "' works here; on another system, fetch that file on a Debian 12 machine";
  }
}
