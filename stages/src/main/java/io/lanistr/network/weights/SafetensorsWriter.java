package io.lanistr.network.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes float tensors as one safetensors file. */
public final class SafetensorsWriter {
  private static final int BUFFER = 1 << 16;

  private record Entry(List<Integer> shape, float[] values, int from, int count) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /** Adds a free-form string to the header. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds a tensor whose values are {@code values[from, from + product of shape)}. */
  public SafetensorsWriter add(String name, List<Integer> shape, float[] values, int from) {
    int count = Slot.elements(shape);
    if (from < 0 || from > values.length - count) {
      throw new IllegalArgumentException(
          name + " of shape " + shape + " at " + from + " exceeds " + values.length + " values");
    }
    if (entries.putIfAbsent(name, new Entry(List.copyOf(shape), values, from, count)) != null) {
      throw new IllegalArgumentException("tensor " + name + " is added twice");
    }
    return this;
  }

  /** Adds every parameter under its own name; second names are left out. */
  public SafetensorsWriter add(Parameters parameters) {
    for (Slot slot : parameters.slots()) {
      add(slot.name(), slot.shape(), parameters.values(slot), parameters.start(slot));
    }
    return this;
  }

  /** Writes the file; the stream stays open. */
  public void writeTo(OutputStream out) throws IOException {
    byte[] header = header();
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(header.length);
    out.write(length.array());
    out.write(header);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : entries.values()) {
      for (int i = 0; i < entry.count(); i++) {
        if (buffer.remaining() < 4) {
          flush(buffer, out);
        }
        buffer.putFloat(entry.values()[entry.from() + i]);
      }
    }
    flush(buffer, out);
  }

  private static void flush(ByteBuffer buffer, OutputStream out) throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  private byte[] header() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject("__metadata__");
      metadata.forEach(strings::put);
    }
    long at = 0;
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      Entry entry = named.getValue();
      ObjectNode node = root.putObject(named.getKey()).put("dtype", DType.F32.name());
      var shape = node.putArray("shape");
      entry.shape().forEach(shape::add);
      long end = at + 4L * entry.count();
      node.putArray("data_offsets").add(at).add(end);
      at = end;
    }
    String json = mapper.writeValueAsString(root);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    // Spaces after the JSON align the data to 8 bytes.
    byte[] padded = java.util.Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    java.util.Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }
}
