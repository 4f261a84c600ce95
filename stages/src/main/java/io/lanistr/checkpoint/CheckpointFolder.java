package io.lanistr.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanistr.network.weights.SafetensorsReader;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder with a Hugging Face checkpoint, on any Hadoop file system: {@code config.json}, {@code
 * model.safetensors}, and for text {@code vocab.txt} or {@code tokenizer.json}. Pickled weights
 * ({@code pytorch_model.bin}) are not read: they can run code.
 */
public final class CheckpointFolder {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";

  /** Far above any configuration or tokenizer; a guard against the wrong file. */
  private static final long LONGEST_JSON = 128L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final FileSystem files;

  public CheckpointFolder(String folder, Configuration hadoop) {
    this.folder = new Path(folder);
    try {
      files = this.folder.getFileSystem(hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("can't reach " + folder, e);
    }
  }

  /** Whether there is a file of this name. */
  public boolean has(String name) {
    try {
      return files.getFileStatus(new Path(folder, name)).isFile();
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + path(name), e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  InputStream open(String name) {
    try {
      return files.open(new Path(folder, name));
    } catch (FileNotFoundException e) {
      throw new IllegalArgumentException(
          folder + " is no checkpoint that can be read: it has no file " + name, e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + path(name), e);
    }
  }

  /** A file's JSON. */
  JsonNode json(String name) {
    try (InputStream in = open(name)) {
      long length = files.getFileStatus(new Path(folder, name)).getLen();
      if (length > LONGEST_JSON) {
        throw new IllegalArgumentException(
            path(name) + " has " + length + " bytes; at most " + LONGEST_JSON + " are expected");
      }
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(path(name) + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + path(name), e);
    }
  }

  /** The checkpoint's configuration. */
  CheckpointConfig config() {
    return new CheckpointConfig(json(CONFIG), path(CONFIG));
  }

  /** The weights; to be closed. */
  SafetensorsReader weights() {
    if (!has(WEIGHTS) && has("pytorch_model.bin")) {
      throw new IllegalArgumentException(
          folder
              + " holds its weights as pytorch_model.bin, which can run code and is not read;"
              + " convert it to "
              + WEIGHTS);
    }
    return new SafetensorsReader(new BufferedInputStream(open(WEIGHTS), 1 << 16), path(WEIGHTS));
  }

  /** Full name of a file, for messages. */
  String path(String name) {
    return folder + "/" + name;
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
