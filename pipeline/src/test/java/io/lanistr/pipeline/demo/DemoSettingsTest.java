package io.lanistr.pipeline.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import io.lanistr.pipeline.UsageException;
import io.lanistr.pipeline.experiment.ExperimentSettings;
import io.lanistr.pipeline.experiment.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSettingsTest {
  @Test
  void defaultsMakeAnExperiment() {
    ExperimentSettings settings = experiment(OptionalLong.of(300));
    assertEquals(300, settings.labelled());
    assertEquals(List.of(0L, 1L, 2L), settings.seeds());
    assertEquals(Optional.empty(), settings.metric());
    assertEquals(List.of(0.0, 0.2, 0.4, 0.6, 0.8), settings.removed());
    assertTrue(settings.flat().containsKey("baseline.folds"));
  }

  @Test
  void dataSetThatAsksForNothingGetsTheDefaultNumberOfLabels() {
    assertEquals(200, experiment(OptionalLong.empty()).labelled());
  }

  @Test
  void quickMeansOneSeedUnlessMoreAreAskedFor() {
    assertEquals(1, experiment(OptionalLong.empty(), "--quick").seeds().size());
    assertEquals(2, experiment(OptionalLong.empty(), "--quick", "--seeds", "2").seeds().size());
  }

  @Test
  void commandLineWinsOverTheFileAndTheFileOverDefaults(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("my.conf");
    Files.writeString(file, "experiment { labelled = 33, metric = auroc }\nbaseline.folds = 7\n");
    ExperimentSettings settings =
        experiment(OptionalLong.of(300), "--config", file.toString(), "--labelled", "44");
    assertEquals(44, settings.labelled());
    assertEquals(Optional.of(Metric.AUROC), settings.metric());
    assertEquals(7, settings.baseline().folds());
  }

  @Test
  void paramsOfStagesAreTakenAsTheyAre() {
    Config config = settings("--set", "pretraining.epochs=3");
    assertEquals(3, config.getInt("pretraining.epochs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.label=3 | there is no setting experiment.label; see conf/demo.conf",
        "quick.experiment.seeds=3 | there is no setting quick.experiment.seeds",
        "experiment.removed=[0 | --set experiment.removed=[0: ",
      })
  void unknownAndBrokenSettingsAreNamed(String setting, String problem) {
    UsageException refusal = assertThrows(UsageException.class, () -> settings("--set", setting));
    assertTrue(refusal.getMessage().contains(problem), refusal::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "experiment.removed=[0.5,0] | experiment.removed must be different shares, 0 first",
        "experiment.seeds=0 | an experiment needs 2 or more labelled rows and a seed",
        "data.rows-without-modality=keep "
            + "| data.rows-without-modality must be one of [fail, drop], not keep",
      })
  void settingsThatMakeNoSenseAreRefused(String setting, String problem) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> experiment(OptionalLong.empty(), "--set", setting));
    assertTrue(refusal.getMessage().contains(problem), refusal::getMessage);
  }

  private static ExperimentSettings experiment(OptionalLong asked, String... arguments) {
    return ExperimentSettings.of(settings(arguments), asked);
  }

  private static Config settings(String... arguments) {
    return DemoSettings.of(DemoArguments.parse(List.of(arguments)));
  }
}
