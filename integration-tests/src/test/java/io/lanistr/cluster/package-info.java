/** A Spark standalone cluster of separate JVMs on this machine, and jobs submitted to it. */
package io.lanistr.cluster;
