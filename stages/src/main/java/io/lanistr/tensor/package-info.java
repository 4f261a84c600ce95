/** Numerics: arrays and differentiable operations. Knows no Spark, and of BigDL only MKL. */
package io.lanistr.tensor;
