package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.table.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measurements of regions of outdoor photographs, by surface (brick, sky, grass …), from the Python
 * package river 0.26.1: eight of its columns, so that the table alone does not settle the class.
 */
final class SurfaceRegions {

  /** The columns used, as the source names them, in its order. */
  static final List<String> COLUMNS =
      List.of(
          "region-centroid-col",
          "short-line-density-5",
          "vedge-mean",
          "vegde-sd",
          "hedge-mean",
          "hedge-sd",
          "intensity-mean",
          "hue-mean");

  private static final String FILE = "river/datasets/segment.csv.zip";
  private static final String LABEL_COLUMN = "category";

  private SurfaceRegions() {}

  static Pool<double[]> read(Path wheel) {
    try {
      byte[] zip = PackageArchive.readZipEntry(wheel, FILE);
      Map<String, byte[]> files =
          PackageArchive.readZip(new ByteArrayInputStream(zip), name -> true);
      byte[] csv = files.values().iterator().next();
      return parse(new String(csv, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE + " in " + wheel, e);
    }
  }

  static Pool<double[]> parse(List<String> lines) {
    List<String> header = cells(lines.get(0));
    int labelAt = header.indexOf(LABEL_COLUMN);
    int[] columnsAt = COLUMNS.stream().mapToInt(header::indexOf).toArray();
    List<List<String>> regions =
        lines.subList(1, lines.size()).stream().map(SurfaceRegions::cells).toList();
    List<String> surfaces =
        regions.stream().map(cells -> cells.get(labelAt)).distinct().sorted().toList();
    Pool<double[]> pool = new Pool<>();
    for (int i = 0; i < regions.size(); i++) {
      List<String> cells = regions.get(i);
      double[] values =
          Arrays.stream(columnsAt).mapToDouble(at -> Double.parseDouble(cells.get(at))).toArray();
      int label = surfaces.indexOf(cells.get(labelAt));
      pool.add(Split.ofKey("s" + i, Pool.TEST_SHARE), label, values);
    }
    return pool;
  }

  private static List<String> cells(String line) {
    return List.of(line.split(",", -1));
  }
}
