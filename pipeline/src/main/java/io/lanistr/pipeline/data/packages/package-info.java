/**
 * Gets packages by name, version and SHA-256 through the package clients a machine already has.
 *
 * <p>A client decides where a package comes from: its own configuration (index, mirror, proxy)
 * applies. The hash decides whether what came is what was meant, so that a package is the same
 * bytes wherever it was got.
 */
package io.lanistr.pipeline.data.packages;
