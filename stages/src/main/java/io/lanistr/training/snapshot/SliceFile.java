package io.lanistr.training.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.training.JsonTree;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A file with a slice of the flat vector: its weights, and what the optimiser remembers of them.
 *
 * @param name within the snapshot's folder
 * @param start of the slice in the vector
 * @param length of the slice
 * @param bytes length of the file
 * @param crc32 of the file
 */
public record SliceFile(String name, int start, int length, long bytes, long crc32)
    implements Serializable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public SliceFile {
    if (!PLAIN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a file in a snapshot");
    }
    if (start < 0 || length < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          name + " would hold " + length + " values from " + start + " in " + bytes + " bytes");
    }
  }

  void write(ObjectNode node) {
    node.put("name", name)
        .put("start", start)
        .put("length", length)
        .put("bytes", bytes)
        .put("crc32", crc32);
  }

  static SliceFile read(JsonNode node) {
    return new SliceFile(
        JsonTree.required(node, "name").asText(),
        JsonTree.required(node, "start").asInt(-1),
        JsonTree.required(node, "length").asInt(-1),
        JsonTree.required(node, "bytes").asLong(-1),
        JsonTree.required(node, "crc32").asLong());
  }
}
