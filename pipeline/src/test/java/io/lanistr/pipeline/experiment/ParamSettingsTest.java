package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.lanistr.estimator.LanistrClassifier;
import org.junit.jupiter.api.Test;

class ParamSettingsTest {
  @Test
  void paramsAreSetByTheirNamesAndTypes() {
    LanistrClassifier stage =
        apply("a { epochs = 3, learningRate = 0.01, frozenParts = [text], size = tiny, seed = 9 }");
    assertEquals(3, stage.getEpochs());
    assertEquals(0.01, stage.getLearningRate());
    assertArrayEquals(new String[] {"text"}, stage.getFrozenParts());
    assertEquals("tiny", stage.getSize());
    assertEquals(9, stage.getSeed());
  }

  @Test
  void missingSectionChangesNothing() {
    assertEquals(new LanistrClassifier().getEpochs(), apply("b.epochs = 3").getEpochs());
  }

  @Test
  void unknownParamsAndWrongValuesAreNamed() {
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> apply("a.epoch = 3"));
    assertTrue(unknown.getMessage().startsWith("there is no setting a.epoch; known are "));
    assertTrue(unknown.getMessage().contains("epochs"));
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> apply("a.epochs = many"));
    assertTrue(wrong.getMessage().startsWith("setting a.epochs: "), wrong::getMessage);
    assertThrows(IllegalArgumentException.class, () -> apply("a.epochs = 0"));
  }

  private static LanistrClassifier apply(String settings) {
    return ParamSettings.apply(new LanistrClassifier(), ConfigFactory.parseString(settings), "a");
  }
}
