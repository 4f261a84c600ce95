package io.lanistr.pipeline.data.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of package files, filled on demand by the package clients of this machine.
 *
 * <p>A file enters the folder only after its hash was checked, by an atomic move: a broken download
 * never looks like a package, and what is there is used without a network.
 */
public final class PackageStore {

  private static final Logger LOG = LoggerFactory.getLogger(PackageStore.class);

  /** Time that one run of a client may take unless told otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(10);

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<PackageManager, PackageClient> clients;
  private final Duration limit;

  /** A store in {@code folder}, which is made when needed, with the usual clients. */
  public PackageStore(Path folder) {
    this(
        folder,
        Map.of(
            PackageManager.PIP, new PipClient(),
            PackageManager.MAVEN, new MavenClient(),
            PackageManager.APT, new AptClient()),
        DEFAULT_LIMIT);
  }

  /**
   * A store with other clients.
   *
   * @param folder where verified files are kept
   * @param clients the client for each manager
   * @param limit time that one run of a client may take
   */
  public PackageStore(Path folder, Map<PackageManager, PackageClient> clients, Duration limit) {
    this.folder = folder.toAbsolutePath().normalize();
    this.clients = Map.copyOf(clients);
    this.limit = limit;
  }

  /** The folder of verified files. */
  public Path folder() {
    return folder;
  }

  /**
   * The file of a package: from the folder when it is there, else from the package's client.
   *
   * @throws PackageException when the client cannot get it or its hash is another one
   */
  public Path get(PinnedPackage wanted) {
    Path kept = folder.resolve(wanted.fileName());
    if (Files.isRegularFile(kept)) {
      if (Sha256.hex(kept).equals(wanted.sha256())) {
        return kept;
      }
      LOG.warn("{} is not the pinned {}: getting it again", kept, wanted);
    }
    Path workFolder = makeWorkFolder();
    try {
      Path fetched = fetch(wanted, workFolder);
      verify(wanted, fetched);
      Files.move(
          fetched, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move " + wanted.fileName() + " into " + folder, e);
    } finally {
      delete(workFolder);
    }
    return kept;
  }

  private Path makeWorkFolder() {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, ".fetch-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write to the package folder " + folder + ": choose another cache folder", e);
    }
  }

  private Path fetch(PinnedPackage wanted, Path workFolder) {
    PackageClient client = clients.get(wanted.manager());
    if (client == null) {
      throw new PackageException("this store has no client for the " + wanted);
    }
    List<String> launcher = launcher(wanted, client, workFolder);
    LOG.info("getting {} with {}", wanted, wanted.manager().label());
    List<String> command = command(launcher, client.fetchArguments(wanted, workFolder));
    ClientCommand.Result result = ClientCommand.run(command, workFolder, limit);
    if (!result.succeeded() && !client.refreshArguments().isEmpty()) {
      ClientCommand.run(command(launcher, client.refreshArguments()), workFolder, limit);
      result = ClientCommand.run(command, workFolder, limit);
    }
    if (!result.succeeded()) {
      throw failure(wanted, client, result.outcome(), result.lastLines());
    }
    Path fetched = workFolder.resolve(wanted.fileName());
    if (!Files.isRegularFile(fetched)) {
      String outcome = "it ended well but left " + names(workFolder) + " only";
      throw failure(wanted, client, outcome, result.lastLines());
    }
    return fetched;
  }

  private List<String> launcher(PinnedPackage wanted, PackageClient client, Path workFolder) {
    for (List<String> candidate : client.launchers()) {
      List<String> probe = command(candidate, List.of("--version"));
      if (ClientCommand.run(probe, workFolder, PROBE_LIMIT).succeeded()) {
        return candidate;
      }
    }
    String outcome = "none of these could be started: " + client.launchers();
    throw failure(wanted, client, outcome, List.of());
  }

  private void verify(PinnedPackage wanted, Path fetched) {
    String actual = Sha256.hex(fetched);
    if (!actual.equals(wanted.sha256())) {
      throw new PackageException(
          "the "
              + wanted
              + " that came is not the pinned one: "
              + wanted.fileName()
              + " has sha256 "
              + actual
              + ", expected "
              + wanted.sha256()
              + ". It was thrown away. Check the index or mirror that "
              + wanted.manager().label()
              + " uses, or put the right file into "
              + folder);
    }
  }

  private PackageException failure(
      PinnedPackage wanted, PackageClient client, String outcome, List<String> lastLines) {
    StringBuilder text = new StringBuilder();
    text.append(wanted.manager().label()).append(" could not get the ").append(wanted);
    text.append(" (").append(wanted.fileName()).append("): ").append(outcome);
    text.append(". What to do: ").append(client.advice(wanted));
    text.append("; or put the file ").append(wanted.fileName());
    text.append(" with sha256 ").append(wanted.sha256()).append(" into ").append(folder);
    if (!lastLines.isEmpty()) {
      text.append(". Its last lines:");
      lastLines.forEach(line -> text.append("\n  ").append(line));
    }
    return new PackageException(text.toString());
  }

  private static List<String> command(List<String> launcher, List<String> arguments) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(arguments);
    return command;
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("left behind the work folder {}", folder, e);
    }
  }
}
