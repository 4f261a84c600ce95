package io.lanistr.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out whether MKL's native libraries can be loaded, without touching BigDL's class of them: a
 * failed static initialiser cannot be repeated.
 */
final class Natives {
  /** System property: {@code off} forbids native kernels. */
  static final String SWITCH = "lanistr.natives";

  /** The smaller of the two libraries; it asks of the system what the other does. */
  private static final String PROBE = "libiomp5.so";

  private static final long NEEDED_BYTES = 64L << 20;

  private Natives() {}

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  /** Why the natives cannot be used here, or nothing. */
  static Optional<String> problem() {
    if ("off".equals(System.getProperty(SWITCH))) {
      return Optional.of("switched off by -D" + SWITCH + "=off");
    }
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.toLowerCase(Locale.ROOT).equals("linux amd64")) {
      return Optional.of("they exist for Linux on x86-64 only, this is " + platform);
    }
    try (InputStream library = Natives.class.getResourceAsStream("/" + PROBE)) {
      return library == null ? Optional.of(PROBE + " is not on the class path") : probe(library);
    } catch (IOException e) {
      return Optional.of("cannot unpack them into java.io.tmpdir: " + e);
    } catch (LinkageError e) {
      return Optional.of("cannot load native code: " + e.getMessage());
    }
  }

  private static Optional<String> probe(InputStream library) throws IOException {
    Path directory = Files.createTempDirectory("lanistr.natives.");
    Path file = directory.resolve(PROBE);
    try {
      if (Files.getFileStore(directory).getUsableSpace() < NEEDED_BYTES) {
        return Optional.of("java.io.tmpdir has less than 64 MiB of free space");
      }
      Files.copy(library, file);
      NativeLibrary.getInstance(file.toString()).close();
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  /** Sets an environment variable of this process, for native code to see. */
  static void setEnvironment(String name, String value) {
    Native.load("c", LibC.class).setenv(name, value, 1);
  }

  /** Text of /proc/cpuinfo. */
  static String cpuInfo() {
    try {
      return Files.readString(Path.of("/proc/cpuinfo"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
