package io.lanistr.pipeline.experiment;

import java.util.List;

/**
 * Why LANISTR scores as it does: what its parts have learned, looked at one by one with the first
 * draw of labelled rows.
 *
 * @param losses of pretraining, by epoch, and the spread of the projections
 * @param probes what a linear model reads out of the pretrained embeddings
 * @param attention where the fine-tuned network looks
 */
public record Diagnosis(
    List<Curve> losses, List<Probe> probes, List<AttentionOnModality> attention) {

  /**
   * A linear probe (logistic regression) on an embedding of the pretrained network.
   *
   * @param of a modality's key, as if rows had nothing else, or {@link #FUSED}
   * @param title its name for people
   * @param accuracy on the test rows that have the modality
   * @param majority the share of the most frequent class among these rows: what guessing reaches
   * @param rows number of these rows
   */
  public record Probe(String of, String title, double accuracy, double majority, long rows) {
    /** All modalities of a row together. */
    public static final String FUSED = "fused";
  }

  /**
   * The attention that a modality gets from the rows that have it.
   *
   * @param of the modality's key
   * @param title its name for people
   * @param pretrained mean share in the network that was pretrained before fine-tuning
   * @param fresh mean share in the network that saw labelled rows only
   */
  public record AttentionOnModality(String of, String title, double pretrained, double fresh) {}
}
