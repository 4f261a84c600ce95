package io.lanistr.pipeline.data.numpy;

/**
 * How much a pickle may ask for before it is refused.
 *
 * @param maxBytes length of the pickle
 * @param maxObjects objects made while reading, those kept for later reference included
 */
public record PickleLimits(int maxBytes, int maxObjects) {

  /** 64 MiB and a million objects. */
  public static final PickleLimits DEFAULT = new PickleLimits(64 << 20, 1_000_000);
}
