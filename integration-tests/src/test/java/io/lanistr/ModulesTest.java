package io.lanistr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.lanistr.pipeline.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the whole project: modules depend one way, and every package says what it is. */
class ModulesTest {
  private static final Path ROOT = Path.of(System.getProperty("lanistr.root"));
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lanistr");

  @Test
  void modulesDependOneWayOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("udfs")
        .definedBy("io.lanistr.udf..")
        .layer("stages")
        .definedBy(
            "io.lanistr.tensor..",
            "io.lanistr.network..",
            "io.lanistr.training..",
            "io.lanistr.checkpoint..",
            "io.lanistr.feature..",
            "io.lanistr.masking..",
            "io.lanistr.sampling..",
            "io.lanistr.estimator..",
            "io.lanistr.persistence..",
            "io.lanistr.evaluation..")
        .layer("pipeline")
        .definedBy("io.lanistr.pipeline..")
        .whereLayer("udfs")
        .mayOnlyBeAccessedByLayers("stages", "pipeline")
        .whereLayer("stages")
        .mayOnlyBeAccessedByLayers("pipeline")
        .whereLayer("pipeline")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture()
        .check(CLASSES);
  }

  @Test
  void onlyTheConsoleOfTheCommandLinePrints() {
    noClasses()
        .that(not(belongToAnyOf(Console.class)))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPackageInfo() throws IOException {
    Set<Path> without = new TreeSet<>();
    int packages = 0;
    for (String module : List.of("udfs", "stages", "pipeline")) {
      for (Path folder : foldersWithSources(ROOT.resolve(module).resolve("src/main/java"))) {
        packages++;
        if (!Files.exists(folder.resolve("package-info.java"))) {
          without.add(ROOT.relativize(folder));
        }
      }
    }
    assertTrue(packages >= 3, "sources were expected below " + ROOT);
    assertEquals(Set.of(), without);
  }

  private static Set<Path> foldersWithSources(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::getParent)
          .collect(Collectors.toSet());
    }
  }
}
