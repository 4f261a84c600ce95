package io.lanistr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Packages depend one way only: numerics, then the network, then its training, then what Spark
 * users see. What lies below can be read, tested and reused without what lies above.
 */
class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.lanistr");

  private static final String[] SPARK = {
    "org.apache.spark..", "org.apache.hadoop..", "org.apache.arrow..", "scala.."
  };

  @Test
  void everyLayerKnowsOnlyThoseBelow() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("tensor")
        .definedBy("io.lanistr.tensor..")
        .layer("network")
        .definedBy("io.lanistr.network..")
        .layer("training")
        .definedBy("io.lanistr.training..")
        .layer("checkpoint")
        .definedBy("io.lanistr.checkpoint..")
        .layer("stages")
        .definedBy(
            "io.lanistr.estimator..",
            "io.lanistr.persistence..",
            "io.lanistr.evaluation..",
            "io.lanistr.feature..",
            "io.lanistr.masking..",
            "io.lanistr.sampling..")
        .layer("udf")
        .definedBy("io.lanistr.udf..")
        .whereLayer("tensor")
        .mayNotAccessAnyLayer()
        .whereLayer("network")
        .mayOnlyAccessLayers("tensor")
        .whereLayer("training")
        .mayOnlyAccessLayers("network", "tensor")
        .whereLayer("checkpoint")
        .mayOnlyAccessLayers("network", "tensor", "udf")
        .whereLayer("stages")
        .mayOnlyAccessLayers("checkpoint", "training", "network", "tensor", "udf")
        .whereLayer("udf")
        .mayNotAccessAnyLayer()
        .check(CLASSES);
  }

  @Test
  void numericsAndNetworkKnowNoSpark() {
    noClasses()
        .that()
        .resideInAnyPackage("io.lanistr.tensor..", "io.lanistr.network..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SPARK)
        .check(CLASSES);
  }

  @Test
  void numericsKnowOfBigDlOnlyMkl() {
    noClasses()
        .that()
        .resideInAPackage("io.lanistr.tensor..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("com.intel..")
                .and(not(resideInAPackage("com.intel.analytics.bigdl.mkl"))))
        .check(CLASSES);
  }

  @Test
  void onlyTrainingKnowsBigDl() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.lanistr.tensor..", "io.lanistr.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.intel..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.lanistr.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nothingPrintsToTheConsole() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }
}
