package io.lanistr.pipeline.data;

import io.lanistr.pipeline.data.packages.PackageStore;
import java.util.List;
import java.util.Optional;

/** The quick-start data sets by name. */
public final class QuickStartDatasets {

  private QuickStartDatasets() {}

  /** All of them, the one for the first try at the head. */
  public static List<QuickStartDataset> all(PackageStore packages) {
    return List.of(new FourwayDataset(packages), new ShopDataset(packages));
  }

  /** The one called {@code name}, if there is one. */
  public static Optional<QuickStartDataset> named(String name, PackageStore packages) {
    return all(packages).stream().filter(dataset -> dataset.name().equals(name)).findFirst();
  }
}
