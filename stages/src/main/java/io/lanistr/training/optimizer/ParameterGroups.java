package io.lanistr.training.optimizer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight decay, learning-rate factor and first step of each range of the flat parameter vector.
 *
 * <p>Ranges follow one another without gaps; a slice of the vector, wherever it is cut, finds its
 * settings through the vector's own positions.
 */
public final class ParameterGroups implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] ends;
  private final float[] decays;
  private final float[] rateFactors;
  private final long[] firstSteps;

  private ParameterGroups(int[] ends, float[] decays, float[] rateFactors, long[] firstSteps) {
    this.ends = ends;
    this.decays = decays;
    this.rateFactors = rateFactors;
    this.firstSteps = firstSteps;
  }

  /** Starts an empty list of groups. */
  public static Builder builder() {
    return new Builder();
  }

  /** One group for the whole vector. */
  public static ParameterGroups uniform(int size, double decay) {
    return builder().append(size, decay, 1).build();
  }

  /** Length of the vector. */
  public int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }

  /** Number of groups. */
  public int count() {
    return ends.length;
  }

  /** The group that holds a position of the vector. */
  int groupOf(int position) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (position < ends[middle]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** First position after the group. */
  int end(int group) {
    return ends[group];
  }

  /** Weight decay of the group. */
  public double decay(int group) {
    return decays[group];
  }

  /** What the learning rate is multiplied with. */
  public double rateFactor(int group) {
    return rateFactors[group];
  }

  /** The first step, from 1, in which the group is updated. */
  public long firstStep(int group) {
    return firstSteps[group];
  }

  /** Collects ranges in order and joins neighbours of equal settings. */
  public static final class Builder {
    private record Group(int end, float decay, float rateFactor, long firstStep) {}

    private final List<Group> groups = new ArrayList<>();
    private int size;

    private Builder() {}

    /** Adds a range of {@code length} elements, updated from the first step on. */
    public Builder append(int length, double decay, double rateFactor) {
      return append(length, decay, rateFactor, 1);
    }

    /** Adds a range of {@code length} elements behind those already there. */
    public Builder append(int length, double decay, double rateFactor, long firstStep) {
      if (length < 0 || !(decay >= 0) || !(rateFactor >= 0)) {
        throw new IllegalArgumentException(
            "length, decay and rate factor must not be negative: "
                + length
                + ", "
                + decay
                + ", "
                + rateFactor);
      }
      if (length == 0) {
        return this;
      }
      size = Math.addExact(size, length);
      int last = groups.size() - 1;
      if (last >= 0
          && groups.get(last).decay() == (float) decay
          && groups.get(last).rateFactor() == (float) rateFactor
          && groups.get(last).firstStep() == firstStep) {
        groups.remove(last);
      }
      groups.add(new Group(size, (float) decay, (float) rateFactor, firstStep));
      return this;
    }

    public ParameterGroups build() {
      int n = groups.size();
      int[] ends = new int[n];
      float[] decays = new float[n];
      float[] rateFactors = new float[n];
      long[] firstSteps = new long[n];
      for (int i = 0; i < n; i++) {
        ends[i] = groups.get(i).end();
        decays[i] = groups.get(i).decay();
        rateFactors[i] = groups.get(i).rateFactor();
        firstSteps[i] = groups.get(i).firstStep();
      }
      return new ParameterGroups(ends, decays, rateFactors, firstSteps);
    }
  }
}
