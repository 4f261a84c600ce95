/**
 * The Spark ML surface of the method: {@link io.lanistr.estimator.LanistrPretrainer} learns from
 * all rows without labels, {@link io.lanistr.estimator.LanistrClassifier} from the labelled ones;
 * their models embed and classify tables, batch or streaming.
 *
 * <p>All four read one multimodal column, whose metadata says how large its parts are. Params are
 * grouped in interfaces by what they are about.
 */
package io.lanistr.estimator;
