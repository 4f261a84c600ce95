package io.lanistr.pipeline.data.fourway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.table.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  @TempDir Path folder;

  @Test
  void splitsComeFromTheHashOfTheKey() {
    // int.from_bytes(sha256(b"lanistr-demo-1|a").digest()[:8], "big") / 2.0**64, then with "b"
    assertEquals(0.5759465745618743, Split.uniform("lanistr-demo-1", "a"));
    assertEquals(0.42438573609687424, Split.uniform("lanistr-demo-1", "b"));
    assertEquals(0.9814652902743944, Split.uniform("missing", "train-00000text"));
    assertEquals(Split.TEST, Split.ofKey("b", 0.5));
    assertEquals(Split.TRAIN, Split.ofKey("a", 0.5));
  }

  @Test
  void glossesOfTheChosenFieldsLoseTheirExamples() {
    Pool<String> pool =
        Glosses.parse(
            List.of(
                "  1 the licence | of the file  ",
                "00000001 04 n 01 run 0 000 | the act of running; \"a run\"  ",
                "00000002 03 n 01 thing 0 000 | of no chosen field  ",
                "00000003 26 n 01 rest 0 000 | a state  "));
    assertEquals(List.of("the act of running"), ofBoth(pool, 0));
    assertEquals(List.of("a state"), ofBoth(pool, 6));
    for (int label = 1; label < 6; label++) {
      assertEquals(List.of(), ofBoth(pool, label));
    }
  }

  @Test
  void regionsAreTakenByColumnNameAndLabelledInAlphabeticalOrder() {
    String columns = String.join(",", SurfaceRegions.COLUMNS);
    Pool<double[]> pool =
        SurfaceRegions.parse(
            List.of(
                "unused," + columns + ",category",
                "9,1,2,3,4,5,6,7,8,sky",
                "9,8,7,6,5,4,3,2,1,grass"));
    assertArrayEquals(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, ofBoth(pool, 0).get(0));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, ofBoth(pool, 1).get(0));
  }

  @Test
  void motionIsCutAveragedAndSplitByPerson() throws IOException {
    byte[] npy;
    try (InputStream in =
        SourcesTest.class.getResourceAsStream("/io/lanistr/pipeline/data/numpy/watch.npy")) {
      npy = in.readAllBytes();
    }
    Pool<float[][]> pool = WatchMotion.read(wheel(Map.of("seglearn/data/watch_dataset.npy", npy)));
    assertEquals(1, pool.of(Split.TRAIN, 2).size());
    assertEquals(2, pool.of(Split.TEST, 5).size());
    float[][] second = pool.of(Split.TEST, 5).get(1);
    // watch()["X"][1][200:400].reshape(50, 4, 6).mean(1).round(4), its first and last values
    assertArrayEquals(
        new float[] {0.2011f, -0.1727f, -0.0677f, 0.2675f, -0.185f, -0.4667f}, second[0]);
    assertEquals(0.4815f, second[49][5]);
  }

  @Test
  void silhouettesAreReadOnceEach() throws IOException {
    byte[] pictures = new byte[10_000 * 28 * 28];
    ByteBuffer labels = ByteBuffer.allocate(10_000 * 8).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(pictures, 28 * 28, 2 * 28 * 28, (byte) 5);
    labels.putLong(8, 3).putLong(16, 9);
    Arrays.fill(pictures, 2 * 28 * 28, 3 * 28 * 28, (byte) 6);
    String data = "animal_mnist/data/Animal_MNIST/";
    Path wheel =
        wheel(
            Map.of(
                data + "animal_data_version_3.gz", gzip(pictures),
                data + "animal_label_version_3.gz", gzip(labels.array())));
    Pool<Pixels> pool = Silhouettes.read(wheel);
    assertEquals(1, ofBoth(pool, 0).size(), "9998 equal pictures of class 0");
    assertEquals(5, ofBoth(pool, 3).get(0).at(27, 27, 0));
    int all = 0;
    for (int label = 0; label < Pool.CLASSES; label++) {
      all += ofBoth(pool, label).size();
    }
    assertEquals(2, all, "class 9 is not used");
  }

  private static <T> List<T> ofBoth(Pool<T> pool, int label) {
    List<T> both = new ArrayList<>(pool.of(Split.TRAIN, label));
    both.addAll(pool.of(Split.TEST, label));
    return both;
  }

  /** A gzipped pickle's body: an instruction for so many bytes, with something around it. */
  private static byte[] gzip(byte[] array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(new byte[] {(byte) 0x80, 4, 'B', 'B'});
      zip.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(array.length).array());
      zip.write(array);
      zip.write('.');
    }
    return out.toByteArray();
  }

  private Path wheel(Map<String, byte[]> files) throws IOException {
    Path wheel = folder.resolve("sample.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return wheel;
  }
}
