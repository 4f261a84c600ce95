package io.lanistr.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Packs a package of the tests, so that it can be submitted. */
final class TestJar {
  private TestJar() {}

  /** Writes all classes of the package of {@code member} into {@code jar}. */
  static Path ofPackage(Class<?> member, Path jar) {
    String folder = member.getPackageName().replace('.', '/') + "/";
    try {
      Path root = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve(folder));
          JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(new JarEntry(folder + file.getFileName()));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack " + jar, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the tests' classes have no folder", e);
    }
    return jar;
  }
}
