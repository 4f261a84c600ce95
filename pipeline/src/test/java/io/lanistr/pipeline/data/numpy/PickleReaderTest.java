package io.lanistr.pipeline.data.numpy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PickleReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"arrays-protocol2.pickle", "arrays-protocol4.pickle"})
  void arraysAndPlainValuesOfBothProtocolsAreRead(String fixture) throws IOException {
    assertHoldsTheFixture(read(fixture(fixture)));
  }

  @Test
  void objectFilesOfNumpyAreRead() throws IOException {
    assertHoldsTheFixture(NpyFile.readObject(fixture("object.npy"), PickleLimits.DEFAULT));
  }

  private static void assertHoldsTheFixture(Object value) {
    Map<?, ?> fields = (Map<?, ?>) value;
    for (String name : List.of("doubles", "fortran")) {
      NumpyArray doubles = (NumpyArray) fields.get(name);
      assertEquals(2, doubles.rank());
      assertEquals(3, doubles.length(0));
      assertEquals(4, doubles.length(1));
      for (int i = 0; i < 12; i++) {
        assertEquals(i / 8.0, doubles.doubleAt(i / 4, i % 4));
      }
    }
    assertEquals(-1.25, ((NumpyArray) fields.get("floats")).doubleAt(1));
    assertEquals(-3, ((NumpyArray) fields.get("longs")).longAt(0));
    assertEquals(1L << 40, ((NumpyArray) fields.get("longs")).longAt(1));
    assertEquals(255, ((NumpyArray) fields.get("bytes")).longAt(0, 1));
    assertEquals(List.of("one", "zwei", "три"), fields.get("names"));
    assertEquals(Arrays.asList(null, true, 7L, -300L, 70000L, 1.5), fields.get("plain"));
  }

  @Test
  void callablesThatNumericDataDoesNotNeedAreRefusedByName() {
    byte[] pickle = bytes("\u0080\u0002cos\nsystem\nX\u0004\0\0\0true\u0085R.");
    PickleFormatException e = assertThrows(PickleFormatException.class, () -> read(pickle));
    assertTrue(e.getMessage().contains("os.system"), e.getMessage());
  }

  @Test
  void callablesNamedThroughTheStackAreRefusedToo() {
    byte[] pickle = bytes("\u0080\u0004\u008c\u0008builtins\u008c\u0004eval\u0093.");
    PickleFormatException e = assertThrows(PickleFormatException.class, () -> read(pickle));
    assertTrue(e.getMessage().contains("builtins.eval"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080\u0002(icollections\nOrderedDict\n.", // INST
        "\u0080\u0002)\u0081.", // NEWOBJ
        "\u0080\u0002U\u0001aQ.", // BINPERSID
        "\u0080\u0002\u0082\u0001.", // EXT1
        "I7\n.", // INT of protocol 0
      })
  void instructionsBeyondPlainDataAreRefused(String pickle) {
    PickleFormatException e = assertThrows(PickleFormatException.class, () -> read(bytes(pickle)));
    assertTrue(e.getMessage().contains("opcode"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "\u0080\u0002", // no end
        "\u0080\u0002.", // no value
        "\u0080\u0002NN.", // two values
        "\u0080\u0002X\u00ff\u00ff\u00ff\u007fa.", // a text longer than the pickle
        "\u0080\u0002X\u00ff\u00ff\u00ff\u00ffa.", // a text of negative length
        "\u0080\u0002h\u0005.", // a reference to nothing
        "\u0080\u0002Nt.", // a tuple without a mark
        "\u0080\u0002(N\u0086.", // a pair with only one object
        "\u0080\u0002}Na.", // appending to a dictionary
        "\u0080\u0002]K\u0001N\u0086b.", // a state for a list
        "\u0080\u0002}(Nu.", // a key without a value
        "\u0080\u0009N.", // a protocol to come
      })
  void brokenPicklesAreRefused(String pickle) {
    assertThrows(PickleFormatException.class, () -> read(bytes(pickle)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"big-endian.pickle", "complex.pickle"})
  void elementTypesThatCouldBeReadWronglyAreRefused(String fixture) {
    assertThrows(PickleFormatException.class, () -> read(fixture(fixture)));
  }

  @Test
  void shortPicklesThatUnfoldWithoutEndAreRefused() {
    // A list of ten times a list of ten times a list …: 10^30 objects in a few hundred bytes.
    StringBuilder pickle = new StringBuilder("\u0080\u0002(]q\0");
    for (char level = 1; level <= 30; level++) {
      pickle.append("](").append(("h" + (char) (level - 1)).repeat(10)).append("eq").append(level);
    }
    String program = pickle + "t."; // all lists in a tuple
    PickleFormatException e = assertThrows(PickleFormatException.class, () -> read(bytes(program)));
    assertTrue(e.getMessage().contains("too many objects"), e.getMessage());
  }

  @Test
  void picklesOverTheLimitsAreRefused() throws IOException {
    ByteBuffer pickle = ByteBuffer.wrap(fixture("arrays-protocol4.pickle"));
    PickleLimits fewBytes = new PickleLimits(pickle.remaining() - 1, 1000);
    assertThrows(PickleFormatException.class, () -> PickleReader.read(pickle, fewBytes));
    PickleLimits fewObjects = new PickleLimits(pickle.remaining(), 20);
    assertThrows(PickleFormatException.class, () -> PickleReader.read(pickle, fewObjects));
  }

  @Test
  void filesOfNumbersAndOtherFilesAreNoObjectFiles() {
    assertThrows(
        PickleFormatException.class,
        () -> NpyFile.readObject(fixture("numbers.npy"), PickleLimits.DEFAULT));
    assertThrows(
        PickleFormatException.class,
        () -> NpyFile.readObject(fixture("complex.pickle"), PickleLimits.DEFAULT));
    assertThrows(
        PickleFormatException.class, () -> NpyFile.readObject(new byte[3], PickleLimits.DEFAULT));
  }

  @Test
  void indicesOutsideAnArrayAreRefused() throws IOException {
    Map<?, ?> fields = (Map<?, ?>) read(fixture("arrays-protocol2.pickle"));
    NumpyArray doubles = (NumpyArray) fields.get("doubles");
    assertThrows(IndexOutOfBoundsException.class, () -> doubles.doubleAt(0, 4));
    assertThrows(IllegalArgumentException.class, () -> doubles.doubleAt(0));
    assertThrows(IllegalArgumentException.class, () -> doubles.longAt(0, 0));
  }

  private static Object read(byte[] pickle) {
    return PickleReader.read(ByteBuffer.wrap(pickle), PickleLimits.DEFAULT);
  }

  private static byte[] bytes(String pickle) {
    return pickle.getBytes(ISO_8859_1);
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = PickleReaderTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
