/**
 * A comparison on one data set: LANISTR with and without pretraining, each modality alone and a
 * classical baseline, over several draws of few labelled rows, scored on the same test rows.
 */
package io.lanistr.pipeline.experiment;
