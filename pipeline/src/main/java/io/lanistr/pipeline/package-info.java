/** Jobs with a command line. */
package io.lanistr.pipeline;
