package io.lanistr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.PipelineStage;
import org.junit.jupiter.api.Test;

class EveryStageHasAContractTest {

  @Test
  void everyStageIsInTheCasesOfSomeContractTest() throws ReflectiveOperationException {
    Set<String> stages = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lanistr")) {
      if (isConcrete(type) && type.isAssignableTo(PipelineStage.class)) {
        stages.add(type.getName());
      }
    }
    assertFalse(stages.isEmpty());
    Set<String> covered = new TreeSet<>();
    for (JavaClass type : new ClassFileImporter().importPackages("io.lanistr")) {
      if (isConcrete(type) && type.isAssignableTo(StageContract.class)) {
        Constructor<?> constructor = type.reflect().getDeclaredConstructor();
        constructor.setAccessible(true);
        StageContract contract = (StageContract) constructor.newInstance();
        contract.cases().forEach(c -> c.classes().forEach(k -> covered.add(k.getName())));
      }
    }
    assertEquals(stages, covered, "stages of the module and stages under contract");
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }
}
