package io.lanistr.pipeline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void endsOfTheDataMapToTheEndsOfTheAxis() {
    Scale scale = new Scale(2, 4, 100, 0);
    assertEquals(100, scale.at(2), 1e-12);
    assertEquals(50, scale.at(3), 1e-12);
    assertEquals(0, scale.at(4), 1e-12);
  }

  @Test
  void roundScaleCoversTheDataWithRoundTicks() {
    Scale scale = Scale.round(0.613, 0.847, 0, 1, 5);
    assertTrue(scale.low() <= 0.613 && scale.high() >= 0.847);
    List<String> labels = scale.ticks(5).stream().map(tick -> scale.label(tick, 5)).toList();
    assertEquals(List.of("0.60", "0.65", "0.70", "0.75", "0.80", "0.85"), labels);
  }

  @Test
  void constantDataHaveAPlaceInTheMiddle() {
    Scale scale = new Scale(5, 5, 0, 10);
    assertEquals(5, scale.at(5), 1e-12);
    assertTrue(scale.ticks(5).size() >= 2);
  }

  @Test
  void largeNumbersHaveNoDecimals() {
    Scale scale = Scale.round(0, 12000, 0, 1, 5);
    assertEquals("2000", scale.label(2000, 5));
  }
}
