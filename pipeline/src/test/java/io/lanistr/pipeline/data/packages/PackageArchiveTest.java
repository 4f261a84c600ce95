package io.lanistr.pipeline.data.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageArchiveTest {

  @TempDir Path folder;

  @Test
  void chosenFilesOfADebianPackageAreReadInOrder() throws IOException {
    Path deb = folder.resolve("sample.deb");
    writeDebian(
        deb,
        "data.tar.xz",
        tarXz(Map.of("./usr/b.json", "two", "./usr/a.json", "one", "./usr/c.txt", "three")));
    Map<String, byte[]> files = PackageArchive.readDebian(deb, path -> path.endsWith(".json"));
    assertEquals(List.of("usr/a.json", "usr/b.json"), List.copyOf(files.keySet()));
    assertEquals("one", new String(files.get("usr/a.json"), UTF_8));
  }

  @Test
  void aDebianPackageWithoutDataIsRefused() throws IOException {
    Path deb = folder.resolve("empty.deb");
    writeDebian(deb, "control.tar.xz", tarXz(Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> PackageArchive.readDebian(deb, path -> true));
  }

  @Test
  void missingEntriesAreNamed() throws IOException {
    Path zip = folder.resolve("empty.zip");
    Files.write(
        zip, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PackageArchive.readZipEntry(zip, "data.txt"));
    assertEquals("the archive " + zip + " has no entry data.txt", e.getMessage());
  }

  private static byte[] tarXz(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void writeDebian(Path deb, String member, byte[] content) throws IOException {
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
      for (String name : List.of("debian-binary", member)) {
        byte[] bytes = name.equals(member) ? content : "2.0\n".getBytes(UTF_8);
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
        ar.write(bytes);
        ar.closeArchiveEntry();
      }
    }
  }
}
