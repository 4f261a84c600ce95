/**
 * Stages that turn raw modalities into the one multimodal column: {@code TextTokenizer}, {@code
 * ImagePreprocessor}, {@code TimeSeriesAssembler}, {@code TabularEncoder} and {@code
 * MultimodalAssembler}. Statistics come only from the rows given to fit; null is an absent
 * modality.
 */
package io.lanistr.feature;
