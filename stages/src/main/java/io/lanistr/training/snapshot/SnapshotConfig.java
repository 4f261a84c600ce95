package io.lanistr.training.snapshot;

import java.util.Objects;

/**
 * Whether and where a training leaves snapshots.
 *
 * @param folder on any Hadoop file system
 * @param everySteps steps between two snapshots; 0 for none but those at the end of epochs
 * @param kept how many are kept, the newest
 * @param policy towards other trainings in the folder
 */
public record SnapshotConfig(String folder, int everySteps, int kept, ResumePolicy policy) {
  public SnapshotConfig {
    Objects.requireNonNull(policy, "policy");
    if (folder.isBlank()) {
      throw new IllegalArgumentException("snapshots need a folder");
    }
    if (everySteps < 0 || kept < 1) {
      throw new IllegalArgumentException(
          "steps between snapshots must not be negative, and at least one must be kept: "
              + everySteps
              + ", "
              + kept);
    }
  }
}
