package io.lanistr.pipeline.report;

import io.lanistr.pipeline.experiment.ExperimentResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An experiment on one page, for people. */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * The page's text: HTML that is XML too.
   *
   * @param attribution where the data come from and under which terms, a paragraph each
   */
  public static String text(ExperimentResult result, List<String> attribution) {
    String title = "LANISTR on " + result.dataset();
    Element main =
        Element.of("main")
            .add(Headline.of(result))
            .add(
                SystemsSection.of(result),
                MissingSection.of(result),
                TrainingSection.of(result),
                PictureSection.of(result),
                ProfileSection.of(result),
                SettingsSection.of(result, attribution));
    return page(title, main);
  }

  /** A whole page. */
  static String page(String title, Element main) {
    Element page =
        Element.of("html")
            .attribute("lang", "en")
            .attribute("xmlns", "http://www.w3.org/1999/xhtml")
            .add(
                Element.of("head")
                    .add(
                        Element.of("meta").attribute("charset", "utf-8"),
                        Element.of("meta")
                            .attribute("name", "viewport")
                            .attribute("content", "width=device-width, initial-scale=1"),
                        Element.of("title", title),
                        Element.of("style").text(Style.SHEET)),
                Element.of("body").add(main));
    return "<!DOCTYPE html>\n" + page.write() + "\n";
  }

  /** Writes the page into a file. */
  public static void write(ExperimentResult result, List<String> attribution, Path file) {
    try {
      Files.writeString(file, text(result, attribution), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A part of the page with a heading and a line on what it shows. */
  static Element section(String heading, String note) {
    return Element.of("section").add(Element.of("h2", heading), note(note));
  }

  static Element note(String text) {
    return Element.of("p", text).styled("note");
  }

  static Element figure(String heading, Element picture) {
    return Element.of("figure").add(Element.of("h3", heading), picture);
  }
}
