package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
  private static final long BYTES_PER_STEP = 32 * 1024;

  @ParameterizedTest
  @EnumSource
  void aWarmStepAllocatesOnlySmallObjects(Kernels kernels) {
    TransformerLayer layer = new TransformerLayer(new Random(1), 16, 32, 2, 0.1f);
    float[] x = Matrix.random(new Random(2), 200, 16).toFloats();
    int[] starts = {0, 50, 90, 150, 200};
    Tape tape = new Tape(new Arena(), kernels.backend());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < 20; i++) {
      layer.step(tape, x, starts, 4);
    }
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10; i++) {
      layer.step(tape, x, starts, 4);
    }
    long perStep = (threads.getThreadAllocatedBytes(thread) - before) / 10;
    assertTrue(perStep < BYTES_PER_STEP, perStep + " bytes per step");
  }
}
