/** Small applications that tests submit to a cluster. */
package io.lanistr.cluster.app;
