/**
 * The four independent sources of the four-modality data set, and how rows are joined from them.
 */
package io.lanistr.pipeline.data.fourway;
