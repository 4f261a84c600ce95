package io.lanistr.network.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file, checked in full before any data is read. */
final class SafetensorsHeader {
  private static final ObjectReader JSON =
      new ObjectMapper().reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final String METADATA = "__metadata__";

  private SafetensorsHeader() {}

  record Parsed(Map<String, String> metadata, List<TensorInfo> tensors) {}

  /** Parses the header; the tensors come in the order of their data, without gaps. */
  static Parsed parse(byte[] header, String source) {
    JsonNode root;
    try {
      root = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          source + ": header is not JSON: " + e.getOriginalMessage(), e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(source, e);
    }
    if (!root.isObject()) {
      throw new IllegalArgumentException(source + ": header is not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<TensorInfo> tensors = new ArrayList<>();
    root.fields()
        .forEachRemaining(
            field -> {
              if (field.getKey().equals(METADATA)) {
                field
                    .getValue()
                    .fields()
                    .forEachRemaining(e -> metadata.put(e.getKey(), e.getValue().asText()));
              } else {
                tensors.add(tensor(field.getKey(), field.getValue(), source));
              }
            });
    tensors.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    long at = 0;
    for (TensorInfo info : tensors) {
      if (info.begin() != at) {
        throw new IllegalArgumentException(
            source
                + ": data of "
                + info.name()
                + " starts at "
                + info.begin()
                + ", expected "
                + at);
      }
      at = info.end();
    }
    return new Parsed(metadata, tensors);
  }

  private static TensorInfo tensor(String name, JsonNode node, String source) {
    String where = source + ": tensor " + name;
    DType type;
    try {
      type = DType.valueOf(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + " has the unsupported type " + node.path("dtype"), e);
    }
    JsonNode offsets = node.path("data_offsets");
    if (offsets.size() != 2
        || !offsets.get(0).isIntegralNumber()
        || !node.path("shape").isArray()) {
      throw new IllegalArgumentException(where + " lacks a shape or two data_offsets");
    }
    List<Long> shape = new ArrayList<>();
    long size = 1;
    for (JsonNode extent : node.path("shape")) {
      if (!extent.canConvertToLong() || !extent.isIntegralNumber() || extent.asLong() < 0) {
        throw new IllegalArgumentException(where + " has the impossible extent " + extent);
      }
      shape.add(extent.asLong());
      try {
        size = Math.multiplyExact(size, extent.asLong());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(where + " is too large: shape " + shape, e);
      }
    }
    long begin = offsets.get(0).asLong(-1);
    long end = offsets.get(1).asLong(-1);
    if (size > Integer.MAX_VALUE || begin < 0 || end - begin != size * type.bytes()) {
      throw new IllegalArgumentException(
          where + ": offsets " + offsets + " do not fit " + type + " of shape " + shape);
    }
    return new TensorInfo(name, type, shape, begin, end);
  }
}
