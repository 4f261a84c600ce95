package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WithoutNativesTest {

  @Test
  void bigDlAndOurOperationsRunInPlainJava() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-D" + Natives.SWITCH + "=off",
                "-Dlog4j2.configurationFile="
                    + System.getProperty("log4j2.configurationFile", "log4j2.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutNatives.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("plain Java"), "one warning says so: " + output);
  }
}
