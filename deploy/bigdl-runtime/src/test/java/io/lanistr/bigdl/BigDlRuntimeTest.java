package io.lanistr.bigdl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intel.analytics.bigdl.mkl.MKL;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The unpacked runtime is complete enough to train, and in nobody's way. */
class BigDlRuntimeTest {
  private static final List<String> OWN_PACKAGES =
      List.of("com/intel/", "netty/", "org/tensorflow/", "org/apache/spark/");

  @Test
  void trainingClassesInitialise() throws ClassNotFoundException {
    for (String name :
        List.of(
            "optim.DistriOptimizer$",
            "utils.Engine$",
            "models.utils.ModelBroadcast$",
            "tensor.Tensor$",
            "visualization.TrainSummary")) {
      Class<?> loaded = Class.forName("com.intel.analytics.bigdl.dllib." + name);
      assertEquals("com.intel.analytics.bigdl.dllib." + name, loaded.getName());
    }
  }

  @Test
  void nativeSgemmMultipliesColumnMajorMatricesAtOffsets() {
    float[] a = {-1, 1, 2, 3, 4, 5, 6}; // offset 1, 2 x 3: columns (1,2) (3,4) (5,6)
    float[] b = {1, 0, 2, 0, 1, 1}; // 3 x 2: columns (1,0,2) (0,1,1)
    float[] c = {7, 100, 100, 100, 100};
    MKL.vsgemm('N', 'N', 2, 2, 3, 1f, a, 1, 2, b, 0, 3, 0.5f, c, 1, 2);
    assertArrayEquals(new float[] {7, 61, 64, 58, 60}, c);
  }

  @Test
  void onlyTheWantedPackagesAreUnpacked() throws IOException, URISyntaxException {
    Set<String> foreign =
        classesIn(runtime()).stream()
            .filter(name -> OWN_PACKAGES.stream().noneMatch(name::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), foreign);
  }

  @Test
  void noClassIsAlsoInSparkOrItsDependencies() throws IOException, URISyntaxException {
    Set<String> own = classesIn(runtime());
    assertTrue(own.contains("com/intel/analytics/bigdl/mkl/MKL.class"));
    Set<String> clashes = new TreeSet<>();
    int jars = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        jars++;
        try (JarFile jar = new JarFile(entry)) {
          jar.stream().map(ZipEntry::getName).filter(own::contains).forEach(clashes::add);
        }
      }
    }
    assertTrue(jars > 50, () -> "Spark's jars were expected on the class path");
    assertEquals(Set.of(), clashes);
  }

  private static Path runtime() throws URISyntaxException {
    return Path.of(MKL.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Set<String> classesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(name -> name.endsWith(".class"))
          .collect(Collectors.toSet());
    }
  }
}
