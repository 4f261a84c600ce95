package io.lanistr.pipeline.data.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {

  private static final String FILE = "sample-1.0.bin";
  private static final byte[] CONTENT = "the content of a package".getBytes(UTF_8);

  @TempDir Path temporary;
  private Path shelf;
  private Path cache;

  @BeforeEach
  void fillTheShelf() throws IOException {
    shelf = Files.createDirectory(temporary.resolve("shelf"));
    cache = temporary.resolve("cache");
    Files.write(shelf.resolve(FILE), CONTENT);
  }

  /** A package client for a folder: the copy program of the system. */
  private record ShelfClient(Path shelf, String program) implements PackageClient {
    @Override
    public List<List<String>> launchers() {
      return List.of(List.of("no-such-program-at-all"), List.of(program));
    }

    @Override
    public List<String> fetchArguments(PinnedPackage wanted, Path folder) {
      return List.of(shelf.resolve(wanted.fileName()).toString(), folder.toString());
    }

    @Override
    public String advice(PinnedPackage wanted) {
      return "put " + wanted.name() + " on the shelf";
    }
  }

  private PackageStore store(PackageClient client) {
    return new PackageStore(cache, Map.of(PackageManager.PIP, client), Duration.ofSeconds(60));
  }

  private PackageStore store() {
    return store(new ShelfClient(shelf, "cp"));
  }

  private static PinnedPackage pinned(String fileName, String sha256) {
    return PinnedPackage.of(PackageManager.PIP, "sample", "1.0", fileName, sha256);
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aPackageIsFetchedOnceAndThenUsedWithoutItsSource() throws IOException {
    PinnedPackage wanted = pinned(FILE, Sha256.hex(CONTENT));
    Path file = store().get(wanted);
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    Files.delete(shelf.resolve(FILE));
    assertEquals(file, store().get(wanted));
    assertEquals(List.of(FILE), cached());
  }

  @Test
  void aFilePutThereByHandNeedsNoClient() throws IOException {
    Files.createDirectories(cache);
    Files.write(cache.resolve(FILE), CONTENT);
    PackageStore store = new PackageStore(cache, Map.of(), Duration.ofSeconds(1));
    assertEquals(cache.resolve(FILE), store.get(pinned(FILE, Sha256.hex(CONTENT))));
  }

  @Test
  void anotherHashIsRefusedAndNothingIsKept() throws IOException {
    String expected = "0".repeat(64);
    PackageException e =
        assertThrows(PackageException.class, () -> store().get(pinned(FILE, expected)));
    assertTrue(e.getMessage().contains(Sha256.hex(CONTENT)), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertTrue(e.getMessage().contains("pip package sample 1.0"), e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  void aDamagedFileInTheCacheIsReplaced() throws IOException {
    PinnedPackage wanted = pinned(FILE, Sha256.hex(CONTENT));
    Path file = store().get(wanted);
    Files.writeString(file, "damaged");
    assertArrayEquals(CONTENT, Files.readAllBytes(store().get(wanted)));
  }

  @Test
  void aFailingClientIsReportedWithItsWordsAndWhatToDo() throws IOException {
    PinnedPackage absent = pinned("absent-1.0.bin", "0".repeat(64));
    PackageException e = assertThrows(PackageException.class, () -> store().get(absent));
    String firstLine = e.getMessage().lines().findFirst().orElseThrow();
    assertTrue(firstLine.startsWith("pip could not get the pip package sample 1.0"), firstLine);
    assertTrue(firstLine.contains("exit code 1"), firstLine);
    assertTrue(firstLine.contains("put sample on the shelf"), firstLine);
    assertTrue(firstLine.contains("absent-1.0.bin with sha256 000"), firstLine);
    assertTrue(firstLine.contains(cache.toString()), firstLine);
    assertTrue(e.getMessage().contains("No such file"), e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  void aMissingClientIsNamed() {
    PackageStore store = store(new ShelfClient(shelf, "no-such-program-either"));
    PinnedPackage wanted = pinned(FILE, Sha256.hex(CONTENT));
    PackageException e = assertThrows(PackageException.class, () -> store.get(wanted));
    assertTrue(e.getMessage().contains("could be started"), e.getMessage());
    assertTrue(e.getMessage().contains("no-such-program-either"), e.getMessage());
  }

  @Test
  void aClientThatHangsIsStopped() {
    PackageClient hanging =
        new PackageClient() {
          @Override
          public List<List<String>> launchers() {
            return List.of(List.of("tail"));
          }

          @Override
          public List<String> fetchArguments(PinnedPackage wanted, Path folder) {
            return List.of("-f", shelf.resolve(FILE).toString());
          }

          @Override
          public String advice(PinnedPackage wanted) {
            return "wait longer";
          }
        };
    PackageStore store =
        new PackageStore(cache, Map.of(PackageManager.PIP, hanging), Duration.ofMillis(300));
    PinnedPackage wanted = pinned(FILE, Sha256.hex(CONTENT));
    PackageException e = assertThrows(PackageException.class, () -> store.get(wanted));
    assertTrue(e.getMessage().contains("stopped after"), e.getMessage());
  }

  @Test
  void pinsWithoutAProperHashOrWithFoldersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> pinned(FILE, "abc"));
    assertThrows(IllegalArgumentException.class, () -> pinned("../" + FILE, "0".repeat(64)));
  }

  @Test
  void pipFetchesAWheelFromAFolder() throws IOException {
    assumeTrue(pipRuns(), "this machine has no pip");
    String name = "lanistr_sample-1.0-py3-none-any.whl";
    Path wheel = shelf.resolve(name);
    try (OutputStream out = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      String info = "lanistr_sample-1.0.dist-info/";
      add(zip, "lanistr_sample/data.txt", "data");
      add(zip, info + "METADATA", "Metadata-Version: 2.1\nName: lanistr-sample\nVersion: 1.0\n");
      add(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      add(zip, info + "RECORD", "");
    }
    PipClient pip = new PipClient(List.of("--no-index", "--find-links", shelf.toString()));
    PinnedPackage wanted =
        PinnedPackage.of(PackageManager.PIP, "lanistr-sample", "1.0", name, Sha256.hex(wheel));
    Path fetched = store(pip).get(wanted);
    byte[] data = PackageArchive.readZipEntry(fetched, "lanistr_sample/data.txt");
    assertEquals("data", new String(data, UTF_8));
    assertFalse(Files.isSymbolicLink(fetched));
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(UTF_8));
    zip.closeEntry();
  }

  private boolean pipRuns() {
    return new PipClient()
        .launchers().stream()
            .map(launcher -> Stream.concat(launcher.stream(), Stream.of("--version")).toList())
            .anyMatch(
                command ->
                    ClientCommand.run(command, temporary, Duration.ofSeconds(60)).succeeded());
  }
}
