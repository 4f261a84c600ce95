package io.lanistr.pipeline.data.packages;

import java.nio.file.Path;
import java.util.List;

/** How to make one package manager's command-line client fetch a package's file. */
public interface PackageClient {

  /**
   * Command prefixes that may start the client, in order of preference; the first whose {@code
   * --version} succeeds is used.
   */
  List<List<String>> launchers();

  /**
   * Arguments, after the launcher, that fetch the file of {@code wanted} into {@code folder}. The
   * command runs with {@code folder} as its working folder.
   */
  List<String> fetchArguments(PinnedPackage wanted, Path folder);

  /**
   * Arguments, after the launcher, of a command to try once when fetching failed, before fetching
   * again; empty when there is nothing of the kind.
   */
  default List<String> refreshArguments() {
    return List.of();
  }

  /** One sentence for people whose client failed: what to install or to check. */
  String advice(PinnedPackage wanted);
}
