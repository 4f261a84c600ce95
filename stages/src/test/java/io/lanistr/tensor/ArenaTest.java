package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {

  @Test
  void piecesNeverOverlap() {
    Arena arena = new Arena();
    Random random = new Random(1);
    for (int step = 0; step < 20; step++) {
      List<Tensor> pieces = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Tensor piece = arena.allocate(random.nextInt(40), random.nextInt(3000));
        Arrays.fill(piece.data(), piece.offset(), piece.offset() + piece.size(), i);
        pieces.add(piece);
      }
      for (int i = 0; i < 50; i++) {
        for (float value : pieces.get(i).toArray()) {
          assertEquals(i, value);
        }
      }
      arena.reset();
    }
  }

  @Test
  void equalStepsStopGrowing() {
    Arena arena = new Arena();
    long capacity = 0;
    for (int step = 0; step < 5; step++) {
      for (int i = 0; i < 30; i++) {
        arena.allocate(100, 999);
      }
      arena.reset();
      if (step > 0) {
        assertEquals(capacity, arena.capacity());
      }
      capacity = arena.capacity();
    }
    assertTrue(capacity < 2 * 30 * 100 * 999);
  }

  @Test
  void releasedMemoryIsHandedOutAgain() {
    Arena arena = new Arena();
    arena.allocate(1, 10);
    long mark = arena.mark();
    Tensor first = arena.allocate(1000, 1000);
    arena.release(mark);
    Tensor second = arena.allocate(1000, 1000);
    assertSame(first.data(), second.data());
    assertEquals(first.offset(), second.offset());
  }
}
