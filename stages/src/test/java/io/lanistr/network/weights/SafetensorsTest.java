package io.lanistr.network.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

  private static SafetensorsReader reader(byte[] file) {
    return new SafetensorsReader(new ByteArrayInputStream(file), "test file");
  }

  private static byte[] file(String header, byte... data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(json.length).put(json).put(data).array();
  }

  private static byte[] written() throws IOException {
    float[] values = new float[70_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.25f;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafetensorsWriter()
        .metadata("format", "pt")
        .add("large", List.of(2, 35_000), values, 0)
        .add("small", List.of(3), values, 4)
        .add("scalar", List.of(), values, 2)
        .writeTo(out);
    return out.toByteArray();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    try (SafetensorsReader reader = reader(written())) {
      assertEquals(Map.of("format", "pt"), reader.metadata());
      assertEquals(3, reader.tensors().size());
      TensorInfo large = reader.next();
      assertEquals(List.of(2L, 35_000L), large.shape());
      float[] values = new float[70_001];
      reader.readFloats(values, 1);
      assertEquals(69_999 * 0.25f, values[70_000]);
      assertEquals("small", reader.next().name());
      assertArrayEquals(new float[] {1f, 1.25f, 1.5f}, reader.readFloats());
      assertEquals(List.of(), reader.next().shape());
      assertArrayEquals(new float[] {0.5f}, reader.readFloats());
      assertNull(reader.next());
    }
  }

  @Test
  void unreadTensorsAreSkipped() throws IOException {
    try (SafetensorsReader reader = reader(written())) {
      reader.next();
      reader.next();
      assertArrayEquals(new float[] {1f, 1.25f, 1.5f}, reader.readFloats());
      reader.next();
      assertNull(reader.next());
    }
  }

  @Test
  void halfPrecisionAndIntegersAreConverted() throws IOException {
    byte[] file =
        file(
            "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[8,10]},"
                + "\"i\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[10,12]},"
                + "\"m\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[12,14]}}",
            new byte[] {0, 0x3c, 0, (byte) 0xc0, 1, 0, 0, 0x7c, 0x20, 0x40, -2, -1, 1, 0});
    try (SafetensorsReader reader = reader(file)) {
      reader.next();
      assertArrayEquals(
          new float[] {1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY}, reader.readFloats());
      reader.next();
      assertArrayEquals(new float[] {2.5f}, reader.readFloats());
      reader.next();
      assertArrayEquals(new long[] {-2}, reader.readLongs());
      reader.next();
      assertArrayEquals(new long[] {1, 0}, reader.readLongs());
    }
  }

  @Test
  void brokenHeadersAreRefused() {
    assertRefused(file("[]"), "not a JSON object");
    assertRefused(file("{\"a\":"), "not JSON");
    assertRefused(file("{\"a\":1}"), "type");
    String entry = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    assertRefused(file("{\"a\":" + entry + ",\"a\":" + entry + "}", new byte[4]), "not JSON");
    assertRefused(file("{\"a\":" + entry + ",\"b\":" + entry + "}", new byte[4]), "expected 4");
    assertRefused(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}"), "do not fit");
    assertRefused(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}"), "extent");
    assertRefused(
        file(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],"
                + "\"data_offsets\":[0,0]}}"),
        "too large");
    assertRefused(
        file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"), "expected 0");
    assertRefused(file("{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}"), "C64");
    byte[] huge = new byte[16];
    Arrays.fill(huge, (byte) 0x7f);
    assertRefused(huge, "not a safetensors file");
  }

  private static void assertRefused(byte[] file, String expected) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> reader(file));
    assertTrue(
        error.getMessage().contains(expected) && error.getMessage().contains("test file"),
        error::getMessage);
  }

  @Test
  void truncatedFilesAreNoticed() throws IOException {
    byte[] whole = written();
    assertThrows(UncheckedIOException.class, () -> reader(Arrays.copyOf(whole, 5)));
    assertThrows(UncheckedIOException.class, () -> reader(Arrays.copyOf(whole, 20)));
    try (SafetensorsReader reader = reader(Arrays.copyOf(whole, whole.length - 1))) {
      reader.next();
      reader.next();
      reader.next();
      assertThrows(UncheckedIOException.class, reader::readFloats);
    }
  }
}
