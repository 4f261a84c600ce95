/** Building blocks that several encoders share: linear maps, norms, transformer layers. */
package io.lanistr.network.layer;
