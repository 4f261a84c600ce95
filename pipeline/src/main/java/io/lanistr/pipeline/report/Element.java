package io.lanistr.pipeline.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG. Text and attribute values are escaped when written, and every element
 * is closed, so what is written is well-formed XML whatever the data says.
 */
public final class Element {
  /** Elements that HTML never closes; written as {@code <br/>}, which XML accepts too. */
  private static final Set<String> VOID = Set.of("meta", "br", "hr", "img", "col", "link");

  /** Style sheets are raw text in HTML, so escapes would not be undone there. */
  private static final String RAW_TEXT = "style";

  private final String tag;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> children = new ArrayList<>();

  private Element(String tag) {
    this.tag = tag;
  }

  /** An element without attributes and children. */
  public static Element of(String tag) {
    return new Element(tag);
  }

  /** An element that holds text. */
  public static Element of(String tag, String text) {
    return new Element(tag).text(text);
  }

  /** An SVG drawing of the given size in user units, which scales with the page's width. */
  public static Element svg(double width, double height, String description) {
    return of("svg")
        .attribute("xmlns", "http://www.w3.org/2000/svg")
        .attribute("viewBox", "0 0 " + number(width) + " " + number(height))
        .attribute("role", "img")
        .attribute("aria-label", description);
  }

  /** Sets an attribute; the last value wins. */
  public Element attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Sets an attribute to a number with at most two decimals. */
  public Element attribute(String name, double value) {
    return attribute(name, number(value));
  }

  /** Sets the class. */
  public Element styled(String styleClass) {
    return attribute("class", styleClass);
  }

  /** Appends text. */
  public Element text(String text) {
    children.add(text);
    return this;
  }

  /** Appends elements. */
  public Element add(Element... elements) {
    children.addAll(List.of(elements));
    return this;
  }

  /** Appends elements. */
  public Element add(List<Element> elements) {
    children.addAll(elements);
    return this;
  }

  /** The element, its attributes and all it holds, as XML. */
  public String write() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('<').append(tag);
    attributes.forEach(
        (name, value) ->
            out.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    if (VOID.contains(tag)) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Object child : children) {
      if (child instanceof Element element) {
        element.write(out);
      } else {
        out.append(tag.equals(RAW_TEXT) ? child.toString() : escape(child.toString()));
      }
    }
    out.append("</").append(tag).append('>');
  }

  /** Markup's five characters as entities; what XML 1.0 forbids becomes U+FFFD. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /** At most two decimals, no needless zeros, the point as in markup. */
  static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded)
        ? Long.toString((long) rounded)
        : String.format(Locale.ROOT, "%.2f", rounded).replaceAll("0+$", "");
  }
}
