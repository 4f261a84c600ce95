package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.Scores;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** A score with three decimals, as tests of a thousand rows give no more. */
  public static String score(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }

  /** Mean and spread over the seeds; for one seed just the score. */
  public static String meanAndSpread(Scores scores) {
    return scores.seeds().size() == 1
        ? score(scores.mean())
        : score(scores.mean()) + " ± " + score(scores.deviation());
  }

  /** A count with thousands apart. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share as a whole percentage. */
  public static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", share * 100) : "–";
  }

  /** A difference of two scores in points (hundredths), with its sign. */
  public static String points(double difference) {
    return String.format(Locale.ROOT, "%+.1f", difference * 100);
  }

  /** A time in minutes and seconds. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
