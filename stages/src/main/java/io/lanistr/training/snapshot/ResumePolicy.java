package io.lanistr.training.snapshot;

/** What to do where the folder holds an unfinished training of other rows or settings. */
public enum ResumePolicy {
  /** Refuse, with a list of the differences. */
  STRICT,
  /** Remove it and start anew. */
  RESTART,
  /** Leave it alone: each training has its own snapshots, as those of a CrossValidator need. */
  SEPARATE
}
