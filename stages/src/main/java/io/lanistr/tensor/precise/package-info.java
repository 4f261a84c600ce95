/**
 * Operations in double precision for what single precision can't carry: TabNet's chain of ghost
 * batch norms and sparse masks multiplies rounding errors by thousands. Parameters stay floats; a
 * section of a pass is computed in doubles and joins the float tape at both ends.
 */
package io.lanistr.tensor.precise;
