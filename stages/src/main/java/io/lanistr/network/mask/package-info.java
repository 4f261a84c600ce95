/** What is hidden from the encoders in pretraining. */
package io.lanistr.network.mask;
