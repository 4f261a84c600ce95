/** The item catalogue of a game, read from its Debian package as a shop's product catalogue. */
package io.lanistr.pipeline.data.shop;
