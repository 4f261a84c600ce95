package io.lanistr.pipeline.data.packages;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One file of one version of a package, pinned by its hash.
 *
 * @param manager the package manager that carries it
 * @param name the package's name there; {@code group:artifact} for Maven
 * @param version the version as that manager writes it
 * @param fileName the name of the file that the client fetches, without folders
 * @param sha256 the file's SHA-256, 64 lower-case hexadecimal digits
 * @param options further arguments for the client, such as the platform of a pip wheel
 */
public record PinnedPackage(
    PackageManager manager,
    String name,
    String version,
    String fileName,
    String sha256,
    List<String> options) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]*");

  /** Checks the hash and the file name, and copies the options. */
  public PinnedPackage {
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 of " + name + " must be 64 lower-case hexadecimal digits, got '" + sha256 + "'");
    }
    if (!FILE_NAME.matcher(fileName).matches()) {
      throw new IllegalArgumentException(
          "file name of " + name + " must be a plain file name, got '" + fileName + "'");
    }
    options = List.copyOf(options);
  }

  /** A package whose client needs no further arguments. */
  public static PinnedPackage of(
      PackageManager manager, String name, String version, String fileName, String sha256) {
    return new PinnedPackage(manager, name, version, fileName, sha256, List.of());
  }

  @Override
  public String toString() {
    return manager.label() + " package " + name + " " + version;
  }
}
