package io.lanistr.pipeline.data.packages;

/** The package managers that {@link PackageStore} can ask. */
public enum PackageManager {
  /** Python packages, through pip. */
  PIP("pip"),
  /** Java packages, through Maven. */
  MAVEN("Maven"),
  /** Debian packages, through apt-get. */
  APT("apt");

  private final String label;

  PackageManager(String label) {
    this.label = label;
  }

  /** The name people know it by. */
  public String label() {
    return label;
  }
}
