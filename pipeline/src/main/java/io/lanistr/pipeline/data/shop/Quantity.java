package io.lanistr.pipeline.data.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts as the catalogue writes them: plain numbers, or sums such as {@code "1 kg 250 g"}; in
 * grams, millilitres and cents.
 */
final class Quantity {

  private static final Pattern TERM = Pattern.compile("(-?\\d+\\.?\\d*)\\s*([A-Za-z]+)?");
  private static final Map<String, Double> UNITS =
      Map.of(
          "mg", 1e-3, "g", 1.0, "kg", 1e3, "ml", 1.0, "L", 1e3, "l", 1e3, "USD", 100.0, "cent", 1.0,
          "kUSD", 1e5);

  private Quantity() {}

  /** The amount; null when there is none. */
  static Double of(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    if (!value.isTextual()) {
      return null;
    }
    Matcher term = TERM.matcher(value.textValue());
    Double sum = null;
    while (term.find()) {
      double unit = term.group(2) == null ? 1.0 : UNITS.getOrDefault(term.group(2), 1.0);
      sum = (sum == null ? 0.0 : sum) + Double.parseDouble(term.group(1)) * unit;
    }
    return sum;
  }
}
