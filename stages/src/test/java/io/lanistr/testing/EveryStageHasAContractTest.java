package io.lanistr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lanistr.training.MultimodalSchema;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineStage;
import org.junit.jupiter.api.Test;

class EveryStageHasAContractTest {

  @Test
  void everyStageIsInTheCasesOfSomeContractTest() throws Exception {
    Set<String> stages = new TreeSet<>();
    concrete(MultimodalSchema.class, PipelineStage.class).forEach(c -> stages.add(c.getName()));
    assertFalse(stages.isEmpty());
    Set<String> covered = new TreeSet<>();
    for (Class<?> type : concrete(StageContract.class, StageContract.class)) {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      StageContract contract = (StageContract) constructor.newInstance();
      contract.cases().forEach(c -> c.classes().forEach(k -> covered.add(k.getName())));
    }
    assertEquals(stages, covered, "stages of the module and stages under contract");
  }

  /** The concrete subclasses of {@code base} among the classes compiled together with one. */
  private static List<Class<?>> concrete(Class<?> neighbour, Class<?> base)
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
        if (name.startsWith("io.lanistr.") && !name.endsWith("package-info")) {
          Class<?> type = Class.forName(name, false, base.getClassLoader());
          if (base.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
            found.add(type);
          }
        }
      }
    }
    return found;
  }
}
