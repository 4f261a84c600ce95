package io.lanistr.bigdl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that unpacks the wheels, on small wheels of the same layout. */
class UnpackWheelsTest {
  private static final Path SCRIPT = Path.of("unpack_wheels.py").toAbsolutePath();
  private static final String TABLE = "com/intel/analytics/bigdl/dllib/utils/Table.class";
  private static final String PARAMETERS = "com/intel/analytics/bigdl/dllib/optim/parameters/";

  @TempDir private Path folder;
  private Path core;

  @BeforeEach
  void makeWheels() throws IOException {
    Files.createDirectory(folder.resolve("cache"));
    wheel(
        "bigdl_dllib_spark3-2.4.0",
        Map.of(
            TABLE,
            "t",
            PARAMETERS + "UncompressedTensor.class",
            "replaced",
            PARAMETERS + "UncompressedTensor$.class",
            "replaced",
            "org/apache/spark/storage/BlockManagerWrapper$.class",
            "replaced",
            "com/google/common/base/Joiner.class",
            "g",
            "org/x.class",
            "x"));
    core =
        wheel(
            "bigdl_core-2.3.0",
            Map.of("libjmkl.so", "j", "libiomp5.so", "i", "libmkldnn.so", "much too large"));
    Files.writeString(
        folder.resolve("wheels.txt"),
        pin("bigdl-dllib-spark3==2.4.0", folder.resolve("cache/bigdl_dllib_spark3-2.4.0-any.whl"))
            + pin("bigdl-core==2.3.0", core));
  }

  @Test
  void onlyWhatTrainingNeedsIsUnpacked() throws Exception {
    assertEquals(0, run());
    Path output = folder.resolve("output");
    try (var files = Files.walk(output)) {
      assertEquals(
          List.of(TABLE, "libiomp5.so", "libjmkl.so"),
          files
              .filter(Files::isRegularFile)
              .map(file -> output.relativize(file).toString())
              .sorted()
              .toList());
    }
  }

  @Test
  void wheelWithAnotherHashIsRefusedByName() throws Exception {
    Files.writeString(core, "tampered");
    assertEquals(1, run());
    String complaint = Files.readString(folder.resolve("log"));
    assertTrue(complaint.contains(core + " has sha256 "), complaint);
    assertFalse(Files.exists(folder.resolve("output/libjmkl.so")));
  }

  @Test
  void secondRunDoesNothing() throws Exception {
    assertEquals(0, run());
    Files.delete(core); // would be missed if anything were done
    assertEquals(0, run());
    assertEquals("", Files.readString(folder.resolve("log")));
  }

  private int run() throws IOException, InterruptedException {
    return new ProcessBuilder(
            "python3",
            SCRIPT.toString(),
            "--wheels=" + folder.resolve("wheels.txt"),
            "--cache=" + folder.resolve("cache"),
            "--output=" + folder.resolve("output"),
            "--stamp=" + folder.resolve("stamp"))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start()
        .waitFor();
  }

  /** A wheel that holds one jar that holds these files. */
  private Path wheel(String name, Map<String, String> files) throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar, UTF_8)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(UTF_8));
      }
    }
    Path wheel = folder.resolve("cache").resolve(name + "-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel), UTF_8)) {
      zip.putNextEntry(new ZipEntry("bigdl/share/lib/all.jar"));
      jar.writeTo(zip);
    }
    return wheel;
  }

  private static String pin(String requirement, Path wheel) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(wheel));
      return requirement + " --hash=sha256:" + HexFormat.of().formatHex(digest) + "\n";
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
