package io.lanistr.pipeline.report;

/** The SVG elements that all pictures are made of. */
final class Shapes {
  private Shapes() {}

  static Element line(double x1, double y1, double x2, double y2, String colour, double width) {
    return Element.of("line")
        .attribute("x1", x1)
        .attribute("y1", y1)
        .attribute("x2", x2)
        .attribute("y2", y2)
        .attribute("stroke", colour)
        .attribute("stroke-width", width);
  }

  static Element rectangle(double x, double y, double width, double height, String colour) {
    return Element.of("rect")
        .attribute("x", x)
        .attribute("y", y)
        .attribute("width", Math.max(0, width))
        .attribute("height", Math.max(0, height))
        .attribute("fill", colour);
  }

  static Element dot(double x, double y, double radius, String colour) {
    return Element.of("circle")
        .attribute("cx", x)
        .attribute("cy", y)
        .attribute("r", radius)
        .attribute("fill", colour);
  }

  /** Text whose start, middle or end is at the place. */
  static Element text(double x, double y, String anchor, String text) {
    return Element.of("text", text)
        .attribute("x", x)
        .attribute("y", y)
        .attribute("text-anchor", anchor);
  }

  /** What a pointer that rests on the element is told. */
  static Element withTip(Element element, String tip) {
    return element.add(Element.of("title", tip));
  }
}
