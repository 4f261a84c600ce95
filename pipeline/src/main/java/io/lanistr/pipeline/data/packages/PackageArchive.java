package io.lanistr.pipeline.data.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Reads chosen entries of package files into memory: wheels, jars and zips, and Debian packages.
 * Nothing is unpacked to disk and nothing of a package runs.
 */
public final class PackageArchive {

  /** No chosen entry of the known packages is larger; a larger one is refused. */
  static final int MAX_ENTRY_BYTES = 128 << 20;

  private PackageArchive() {}

  /** The entries of a zip (wheel, jar) whose names are {@code chosen}, by name in order. */
  public static Map<String, byte[]> readZip(Path zip, Predicate<String> chosen) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(zip))) {
      return readZip(in, chosen);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the archive " + zip, e);
    }
  }

  /** As {@link #readZip(Path, Predicate)}, from a stream. */
  public static Map<String, byte[]> readZip(InputStream in, Predicate<String> chosen)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory() && chosen.test(entry.getName())) {
          entries.put(entry.getName(), readEntry(zip, entry.getName()));
        }
      }
    }
    return entries;
  }

  /** The only entry of a zip called {@code name}. */
  public static byte[] readZipEntry(Path zip, String name) {
    byte[] content = readZip(zip, name::equals).get(name);
    if (content == null) {
      throw new IllegalArgumentException("the archive " + zip + " has no entry " + name);
    }
    return content;
  }

  /**
   * The files that a Debian package would install and whose paths are {@code chosen}, by path in
   * order; paths start without {@code ./}, as in {@code usr/share/…}.
   */
  public static Map<String, byte[]> readDebian(Path deb, Predicate<String> chosen) {
    try (ArArchiveInputStream members =
        new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
      for (ArArchiveEntry member = members.getNextArEntry();
          member != null;
          member = members.getNextArEntry()) {
        if (member.getName().equals("data.tar.xz")) {
          return readTar(new XZCompressorInputStream(members), chosen);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the Debian package " + deb, e);
    }
    throw new IllegalArgumentException("the Debian package " + deb + " has no data.tar.xz");
  }

  private static Map<String, byte[]> readTar(InputStream in, Predicate<String> chosen)
      throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextTarEntry();
        entry != null;
        entry = tar.getNextTarEntry()) {
      String path =
          entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
      if (entry.isFile() && chosen.test(path)) {
        entries.put(path, readEntry(tar, path));
      }
    }
    return entries;
  }

  private static byte[] readEntry(InputStream in, String name) throws IOException {
    byte[] content = in.readNBytes(MAX_ENTRY_BYTES + 1);
    if (content.length > MAX_ENTRY_BYTES) {
      throw new IOException("entry " + name + " is larger than " + MAX_ENTRY_BYTES + " bytes");
    }
    return content;
  }
}
