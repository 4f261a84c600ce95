package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativesTest {
  private interface Environment extends Library {
    String getenv(String name);
  }

  @Test
  void nativeCodeSeesTheEnvironmentWeSet() {
    assumeTrue(Natives.problem().isEmpty(), "natives are for Linux on x86-64");
    Natives.setEnvironment("LANISTR_NATIVES_TEST", "7");
    Environment environment = Native.load("c", Environment.class);
    assertEquals("7", environment.getenv("LANISTR_NATIVES_TEST"));
  }

  @Test
  void theSwitchForbidsNatives() {
    String before = System.setProperty(Natives.SWITCH, "off");
    try {
      assertEquals(Optional.of("switched off by -Dlanistr.natives=off"), Natives.problem());
    } finally {
      if (before == null) {
        System.clearProperty(Natives.SWITCH);
      } else {
        System.setProperty(Natives.SWITCH, before);
      }
    }
  }

  @Test
  void anUnknownPlatformIsAProblem() {
    String before = System.setProperty("os.arch", "aarch64");
    assertNotNull(before);
    try {
      assertEquals(
          Optional.of(
              "they exist for Linux on x86-64 only, this is "
                  + System.getProperty("os.name")
                  + " aarch64"),
          Natives.problem());
    } finally {
      System.setProperty("os.arch", before);
    }
  }
}
