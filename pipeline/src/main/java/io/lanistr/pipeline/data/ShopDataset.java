package io.lanistr.pipeline.data;

import io.lanistr.pipeline.data.packages.PackageManager;
import io.lanistr.pipeline.data.packages.PackageStore;
import io.lanistr.pipeline.data.packages.PinnedPackage;
import io.lanistr.pipeline.data.shop.ShopRows;
import io.lanistr.pipeline.data.table.DatasetFiles;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A product catalogue of ten categories: descriptions, pictures (more than a third of the products
 * have none), numbers, material and colour. 4021 training and 1425 test rows.
 */
public final class ShopDataset implements QuickStartDataset {

  private static final PinnedPackage CATALOGUE =
      PinnedPackage.of(
          PackageManager.APT,
          "cataclysm-dda-data",
          "0.F-3-9",
          "cataclysm-dda-data_0.F-3-9_all.deb",
          "cd0c097169fe364fdb6bcdab77663d24920a063387ce2fbf1b5d3be01c141105");

  private final PackageStore packages;

  /** Takes the source from {@code packages}. */
  public ShopDataset(PackageStore packages) {
    this.packages = packages;
  }

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String attribution() {
    return """
        Item catalogue and pictures of the game Cataclysm: Dark Days Ahead 0.F, \
        Debian package cataclysm-dda-data 0.F-3-9 (CC BY-SA 3.0 licence), \
        Copyright Kevin Granade and many other contributors; changed: chosen, put into a table, \
        pictures resized
        """;
  }

  @Override
  public int labelledRows() {
    return 300;
  }

  @Override
  public String fingerprint() {
    return "22c2d3b4e1255662e211435e82dc7ea797c2eca54af182c39835ea2ad50a0b03";
  }

  @Override
  public void build(SparkSession spark, Path folder) {
    var rows = ShopRows.read(packages.get(CATALOGUE));
    new DatasetFiles(spark, folder).write(name(), fingerprint(), ShopRows.layout(), rows);
  }
}
