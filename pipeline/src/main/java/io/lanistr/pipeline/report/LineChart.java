package io.lanistr.pipeline.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines over a common horizontal axis, with bands for their spread, and a legend below when there
 * is more than one.
 */
public final class LineChart {
  private static final int TICKS = 5;
  private static final double TOP = 12;
  private static final double RIGHT = 14;
  private static final double LEFT = 52;
  private static final double AXIS = 40;
  private static final double LEGEND_ROW = 20;
  private static final double LEGEND_COLUMN = 230;

  private final String title;
  private final String xName;
  private final String yName;
  private double width = 560;
  private double height = 260;
  private boolean markers;
  private int colour;

  /** A chart with the names of what its axes show. */
  public LineChart(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** The size in user units, without the legend. */
  public LineChart size(double width, double height) {
    this.width = width;
    this.height = height;
    return this;
  }

  /** Marks each point with a dot. */
  public LineChart markers() {
    this.markers = true;
    return this;
  }

  /** The first line takes this place in the palette. */
  public LineChart colour(int first) {
    this.colour = first;
    return this;
  }

  /** Draws the lines; points that are not finite are left out. */
  public Element draw(List<Line> lines) {
    int perRow = Math.max(1, (int) (width / LEGEND_COLUMN));
    int legendRows = lines.size() > 1 ? (lines.size() + perRow - 1) / perRow : 0;
    Element svg = Element.svg(width, height + legendRows * LEGEND_ROW, title);
    Scale x =
        new Scale(
            lines.stream().flatMap(l -> l.x().stream()).mapToDouble(v -> v).min().orElse(0),
            lines.stream().flatMap(l -> l.x().stream()).mapToDouble(v -> v).max().orElse(1),
            LEFT,
            width - RIGHT);
    Scale y =
        Scale.round(
            heights(lines, -1).min().orElse(0),
            heights(lines, 1).max().orElse(1),
            height - AXIS,
            TOP,
            TICKS);
    axes(svg, x, y);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).spread().isEmpty()) {
        svg.add(band(lines.get(i), x, y, Palette.series(colour + i)));
      }
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      line(svg, lines.get(i), x, y, i);
    }
    if (legendRows > 0) {
      legend(svg, lines, perRow);
    }
    return svg;
  }

  private static DoubleStream heights(List<Line> lines, int side) {
    return lines.stream()
        .flatMapToDouble(
            line ->
                IntStream.range(0, line.y().size())
                    .mapToDouble(i -> line.y().get(i) + side * line.half(i)))
        .filter(Double::isFinite);
  }

  private void axes(Element svg, Scale x, Scale y) {
    for (double tick : y.ticks(TICKS)) {
      double at = y.at(tick);
      svg.add(Shapes.line(LEFT, at, width - RIGHT, at, Palette.GRID, 1));
      svg.add(Shapes.text(LEFT - 6, at + 4, "end", y.label(tick, TICKS)));
    }
    for (double tick : x.ticks(TICKS)) {
      double at = x.at(tick);
      svg.add(Shapes.line(at, height - AXIS, at, height - AXIS + 4, Palette.QUIET, 1));
      svg.add(Shapes.text(at, height - AXIS + 17, "middle", x.label(tick, TICKS)));
    }
    svg.add(Shapes.line(LEFT, height - AXIS, width - RIGHT, height - AXIS, Palette.QUIET, 1));
    svg.add(Shapes.text((LEFT + width - RIGHT) / 2, height - 6, "middle", xName).styled("axis"));
    double middle = (TOP + height - AXIS) / 2;
    svg.add(
        Shapes.text(13, middle, "middle", yName)
            .styled("axis")
            .attribute("transform", "rotate(-90 13 " + Element.number(middle) + ")"));
  }

  private static Element band(Line line, Scale x, Scale y, String colour) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.x().size(); i++) {
      point(points, x.at(line.x().get(i)), y.at(line.y().get(i) + line.half(i)));
    }
    for (int i = line.x().size() - 1; i >= 0; i--) {
      point(points, x.at(line.x().get(i)), y.at(line.y().get(i) - line.half(i)));
    }
    return Element.of("polygon")
        .attribute("points", points.toString().strip())
        .attribute("fill", colour)
        .attribute("fill-opacity", 0.14);
  }

  private void line(Element svg, Line line, Scale x, Scale y, int place) {
    String stroke = Palette.series(colour + place);
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.x().size(); i++) {
      double height = line.y().get(i);
      if (!Double.isFinite(height)) {
        continue;
      }
      point(points, x.at(line.x().get(i)), y.at(height));
      if (markers) {
        svg.add(Shapes.dot(x.at(line.x().get(i)), y.at(height), 3, stroke));
      }
    }
    svg.add(
        Element.of("polyline")
            .attribute("points", points.toString().strip())
            .attribute("fill", "none")
            .attribute("stroke", stroke)
            .attribute("stroke-width", place == 0 ? 2.4 : 1.8)
            .attribute("stroke-dasharray", Palette.dash(place))
            .attribute("stroke-linejoin", "round"));
  }

  private static void point(StringBuilder points, double x, double y) {
    points.append(Element.number(x)).append(',').append(Element.number(y)).append(' ');
  }

  private void legend(Element svg, List<Line> lines, int perRow) {
    double column = (width - LEFT) / perRow;
    for (int i = 0; i < lines.size(); i++) {
      double left = LEFT + (i % perRow) * column;
      double at = height + (i / perRow) * LEGEND_ROW + 12;
      svg.add(
          Shapes.line(left, at - 4, left + 24, at - 4, Palette.series(colour + i), 2.4)
              .attribute("stroke-dasharray", Palette.dash(i)));
      svg.add(Shapes.text(left + 30, at, "start", lines.get(i).name()));
    }
  }
}
