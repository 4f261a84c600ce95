package io.lanistr.estimator;

import io.lanistr.training.MultimodalMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What differs between the input that a network was made for and another one. */
final class InputDifferences {
  private InputDifferences() {}

  /**
   * Refuses a table that a saved or pretrained network doesn't fit.
   *
   * @param who the stage, and what it wants to use, for the message
   * @throws IllegalArgumentException that lists all differences
   */
  static void refuse(String who, String column, MultimodalMetadata made, MultimodalMetadata found) {
    List<String> differences = list(made, found);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          who
              + " does not fit column '"
              + column
              + "': "
              + String.join("; ", differences)
              + ". Prepare the table with the stages fitted for the network, or train a new one.");
    }
  }

  /** One clause per difference, "what is a in the network, b in the table". */
  static List<String> list(MultimodalMetadata made, MultimodalMetadata found) {
    List<String> differences = new ArrayList<>();
    if (exists(differences, "text", made.text(), found.text())) {
      var a = made.text();
      var b = found.text();
      compare(differences, "the vocabulary's size", a.vocabSize(), b.vocabSize());
      compare(differences, "the longest text in tokens", a.maxTokens(), b.maxTokens());
      same(differences, "the vocabulary's pieces differ", a.fingerprint(), b.fingerprint());
      compare(differences, "the id of [PAD]", a.padId(), b.padId());
      compare(differences, "the id of [CLS]", a.clsId(), b.clsId());
      compare(differences, "the id of [SEP]", a.sepId(), b.sepId());
      compare(differences, "the id of [MASK]", a.maskId(), b.maskId());
    }
    if (exists(differences, "image", made.image(), found.image())) {
      var a = made.image();
      var b = found.image();
      compare(differences, "the number of image channels", a.channels(), b.channels());
      compare(differences, "the image height", a.height(), b.height());
      compare(differences, "the image width", a.width(), b.width());
      compare(differences, "the pixel mean", a.mean(), b.mean());
      compare(differences, "the pixel standard deviation", a.std(), b.std());
    }
    if (exists(differences, "series", made.series(), found.series())) {
      var a = made.series();
      var b = found.series();
      compare(differences, "the number of series channels", a.channels(), b.channels());
      compare(differences, "the longest series in steps", a.maxSteps(), b.maxSteps());
    }
    if (exists(differences, "table", made.table(), found.table())) {
      var a = made.table();
      var b = found.table();
      compare(differences, "the table's columns", a.columns(), b.columns());
      compare(
          differences,
          "the categories per table column (0: a number)",
          a.cardinalities(),
          b.cardinalities());
      same(differences, "the table's category values differ", a.fingerprint(), b.fingerprint());
    }
    return differences;
  }

  private static boolean exists(List<String> differences, String modality, Object a, Object b) {
    if ((a == null) != (b == null)) {
      differences.add(
          (a == null ? "the network has no " : "the table has no ")
              + modality
              + (a == null ? ", the table has" : ", the network needs it"));
    }
    return a != null && b != null;
  }

  private static void compare(List<String> differences, String what, Object a, Object b) {
    if (!Objects.equals(a, b)) {
      differences.add(what + " is " + a + " in the network, " + b + " in the table");
    }
  }

  /** Fingerprints that are both known must be equal. */
  private static void same(List<String> differences, String clause, String a, String b) {
    if (!a.isEmpty() && !b.isEmpty() && !a.equals(b)) {
      differences.add(clause);
    }
  }
}
