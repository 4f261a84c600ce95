package io.lanistr.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ParameterGroupsTest {
  @Test
  void positionsFindTheirGroup() {
    ParameterGroups groups =
        ParameterGroups.builder().append(3, 0.1, 1).append(4, 0, 1).append(2, 0, 0.5).build();
    int[] expected = {0, 0, 0, 1, 1, 1, 1, 2, 2};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], groups.groupOf(i));
    }
    assertEquals(9, groups.size());
  }

  @Test
  void equalNeighboursAreJoinedAndEmptyRangesIgnored() {
    ParameterGroups groups =
        ParameterGroups.builder()
            .append(3, 0.1, 1)
            .append(0, 0, 1)
            .append(4, 0.1, 1)
            .append(1, 0, 1)
            .build();
    assertEquals(2, groups.count());
    assertEquals(7, groups.end(0));
  }

  @Test
  void negativeSettingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> ParameterGroups.builder().append(1, -0.1, 1));
  }
}
