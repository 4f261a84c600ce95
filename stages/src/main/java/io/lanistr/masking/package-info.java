/** The masks of pretraining, made visible as a stage. */
package io.lanistr.masking;
