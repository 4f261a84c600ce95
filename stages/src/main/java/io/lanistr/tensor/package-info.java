/**
 * Numerics: float matrices, the operations of the network with their derivatives, and the kernels
 * beneath them. Knows neither Spark nor the network.
 *
 * <ul>
 *   <li><b>Packed.</b> A {@link io.lanistr.tensor.Tensor} is a row-major matrix; leading dimensions
 *       are flattened into rows, and items of different length follow one another, delimited by
 *       {@code starts}. Nothing is padded; any count may be 0.
 *   <li><b>Taped.</b> Each operation is one class: {@code apply} computes the output, takes its
 *       memory from the {@link io.lanistr.tensor.Tape} and records the backward step beside it.
 *       Gradients accumulate; inputs that require none cost nothing.
 *   <li><b>Borrowed memory.</b> Arrays of a step come from the {@link io.lanistr.tensor.Arena} and
 *       return to it together. Index and mask arrays are the caller's; they may be longer than
 *       needed and must stay unchanged until the backward pass is over.
 *   <li><b>Backends.</b> Matrix products, exp and erf go through {@link io.lanistr.tensor.Backend};
 *       the rest are plain loops over {@code int} indices, which the JIT vectorises.
 *   <li><b>Precision.</b> Single precision as in the reference implementation, except for {@link
 *       io.lanistr.tensor.precise}; sums that feed a loss are double, statistics take two passes,
 *       softmax subtracts the maximum.
 *   <li><b>Randomness.</b> {@link io.lanistr.tensor.Random64} is a function of key and index, so
 *       results do not depend on threads or partitioning.
 * </ul>
 */
package io.lanistr.tensor;
