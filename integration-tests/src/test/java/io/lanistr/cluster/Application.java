package io.lanistr.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The project as an application for spark-submit: the jar that the build has packed, or, where
 * there is none of these sources, the entries of the tests' class path.
 *
 * @param jar the jar, null to use {@code classPath}
 * @param classPath the project's classes and, without a jar, where they are
 * @param sparkJars the jars of Spark: all others
 */
record Application(Path jar, List<Path> classPath, List<Path> sparkJars) {
  private static final Path ROOT = Path.of(System.getProperty("lanistr.root"));
  private static final Path PACKED = ROOT.resolve("pipeline/target/lanistr-spark.jar");

  /** What the class path of the tests offers. */
  static Application ofClassPath() {
    List<Path> all =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(Files::exists)
            .toList();
    List<Path> own = all.stream().filter(Application::isOwn).toList();
    List<Path> others =
        all.stream()
            .filter(path -> !own.contains(path) && path.toString().endsWith(".jar"))
            .toList();
    if (!isPackedFrom(own)) {
      return new Application(null, own, others);
    }
    Set<String> packed = classes(PACKED);
    // A cluster has none of the libraries that travel in the jar.
    List<Path> spark =
        others.stream().filter(path -> classes(path).stream().noneMatch(packed::contains)).toList();
    return new Application(PACKED, List.of(), spark);
  }

  private static boolean isOwn(Path path) {
    boolean tests = path.endsWith("test-classes");
    boolean installed = path.getFileName().toString().startsWith("lanistr-");
    return !tests && (installed || path.startsWith(ROOT));
  }

  private static boolean isPackedFrom(List<Path> sources) {
    return Files.exists(PACKED)
        && sources.stream()
            .map(Application::newest)
            .flatMap(Optional::stream)
            .allMatch(time -> time.compareTo(modified(PACKED)) <= 0);
  }

  private static Optional<FileTime> newest(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(Application::modified)
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> classes(Path jar) {
    Set<String> names = new HashSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(JarEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .forEach(names::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
    return names;
  }
}
