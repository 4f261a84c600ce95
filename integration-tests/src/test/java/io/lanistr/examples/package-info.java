/** The code that the documentation shows, compiled and run. */
package io.lanistr.examples;
