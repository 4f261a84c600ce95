/** The command {@code demo}: arguments, settings, progress on the console, files that are left. */
package io.lanistr.pipeline.demo;
