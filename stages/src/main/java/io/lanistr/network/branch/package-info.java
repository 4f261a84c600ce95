/** What the modalities have in common between their encoders and the fusion. */
package io.lanistr.network.branch;
