/** BigDL's package of native kernels; see {@link com.intel.analytics.bigdl.mkl.PackageAnchor}. */
package com.intel.analytics.bigdl.mkl;
