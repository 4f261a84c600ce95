package io.lanistr.pipeline.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoArgumentsTest {
  @Test
  void nothingTypedMeansDefaults() {
    DemoArguments arguments = DemoArguments.parse(List.of());
    assertEquals(Path.of("output/demo"), arguments.output());
    assertFalse(arguments.quick());
    assertFalse(arguments.help());
    assertNull(arguments.dataset());
    assertNull(arguments.master());
    assertNull(arguments.config());
    assertEquals(List.of(), arguments.overrides());
  }

  @Test
  void optionsWinOverSettings() {
    DemoArguments arguments =
        DemoArguments.parse(
            List.of(
                "--output",
                "there",
                "--quick",
                "--dataset=my/table",
                "--master",
                "local[1]",
                "--labelled",
                "50",
                "--seeds",
                "2",
                "--metric",
                "auroc",
                "--text-encoder",
                "hdfs:/models/mini lm",
                "--set",
                "experiment.labelled=10",
                "--set",
                "baseline.folds=2"));
    assertEquals(Path.of("there"), arguments.output());
    assertTrue(arguments.quick());
    assertEquals("my/table", arguments.dataset());
    assertEquals("local[1]", arguments.master());
    assertEquals(
        List.of(
            "experiment.labelled=10",
            "baseline.folds=2",
            "experiment.seeds=2",
            "experiment.text-encoder=\"hdfs:/models/mini lm\"",
            "experiment.metric=auroc",
            "experiment.labelled=50"),
        arguments.overrides());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--labelled 1 | --labelled must be 2 or more, not 1",
        "--labelled many | Invalid value for option '--labelled'",
        "--seeds 0 | --seeds must be 1 or more, not 0",
        "--metric f1 | --metric must be accuracy or auroc, not f1",
        "--set epochs | --set needs KEY=VALUE, not epochs",
        "--epochs 3 | Unknown options: '--epochs', '3'",
        "--dataset | Missing required parameter for option '--dataset'",
      })
  void mistakesAreNamed(String line, String problem) {
    UsageException refusal =
        assertThrows(
            UsageException.class, () -> DemoArguments.parse(List.of(line.strip().split(" "))));
    assertTrue(refusal.getMessage().contains(problem), refusal::getMessage);
  }

  @Test
  void helpExplainsEveryOption() {
    assertTrue(DemoArguments.parse(List.of("--help")).help());
    String usage = DemoArguments.usage();
    for (String option :
        List.of(
            "--output",
            "--quick",
            "--dataset",
            "--labelled",
            "--seeds",
            "--metric",
            "--master",
            "--config",
            "--set")) {
      assertTrue(usage.contains(option), option);
    }
  }
}
