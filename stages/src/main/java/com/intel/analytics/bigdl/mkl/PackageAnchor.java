package com.intel.analytics.bigdl.mkl;

/** A class of ours in the package of BigDL's kernels, so that another can be defined beside it. */
public final class PackageAnchor {
  private PackageAnchor() {}
}
