package io.lanistr.estimator;

import io.lanistr.network.weights.Part;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import scala.runtime.AbstractFunction1;

/** Whether all names are parts of the network; the parts they name. */
final class FrozenParts extends AbstractFunction1<String[], Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All names, as users write them. */
  static final String NAMES =
      Arrays.stream(Part.values()).map(FrozenParts::name).collect(Collectors.joining(", "));

  @Override
  public Boolean apply(String[] names) {
    return Arrays.stream(names)
        .allMatch(name -> Arrays.stream(Part.values()).anyMatch(part -> name(part).equals(name)));
  }

  static Set<Part> of(String[] names) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : names) {
      parts.add(Part.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return parts;
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
