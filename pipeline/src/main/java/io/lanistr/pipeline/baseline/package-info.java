/**
 * What people would try first: simple features of each modality side by side, and Spark ML's own
 * classifiers on them.
 */
package io.lanistr.pipeline.baseline;
