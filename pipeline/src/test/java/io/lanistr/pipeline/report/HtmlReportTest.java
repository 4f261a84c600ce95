package io.lanistr.pipeline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.SampleResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class HtmlReportTest {
  private static final List<String> ATTRIBUTION = List.of("by A & B, <licence>");

  @ParameterizedTest
  @CsvSource({"2,1", "2,3", "7,3", "30,1"})
  void pageIsWellFormedAndHasTheNumbersOfEverySystem(int classes, int seeds) throws Exception {
    ExperimentResult result = SampleResult.of(classes, seeds);
    Document page = parse(HtmlReport.text(result, ATTRIBUTION));
    String text = page.getDocumentElement().getTextContent();
    result
        .systems()
        .forEach(
            system -> {
              assertTrue(text.contains(system.title()), system.title());
              assertTrue(text.contains(Numbers.meanAndSpread(system.scores())), system.title());
            });
    assertTrue(text.contains(ATTRIBUTION.get(0)));
    assertTrue(text.contains(result.warnings().get(0)));
    assertTrue(text.contains("network.width"));
  }

  @Test
  void everyPictureIsInThePage() throws Exception {
    List<String> seven = pictures(SampleResult.of(7, 3));
    assertTrue(seven.containsAll(List.of("confusion of the classes on test rows")), "" + seven);
    assertEquals(1 + 1 + 3 + 1 + 1 + 2, seven.size(), "" + seven);
    List<String> two = pictures(SampleResult.of(2, 3));
    assertTrue(two.contains("ROC curve"), "" + two);
    assertEquals(seven.size() + 1, two.size(), "" + two);
  }

  @Test
  void pageLoadsAndRunsNothing() {
    String page = HtmlReport.text(SampleResult.of(7, 3), ATTRIBUTION);
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("src="));
    assertFalse(page.contains("href="));
    assertFalse(page.contains("@import"));
    assertFalse(page.contains("url("));
  }

  @Test
  void differencesAreCalledByTheirSign() {
    String page = HtmlReport.text(SampleResult.of(7, 1), ATTRIBUTION);
    assertTrue(page.contains("+5.0"));
    assertTrue(page.contains("points ahead of the same network, trained on labelled rows only"));
    assertFalse(page.contains("points behind"));
  }

  @Test
  void fileHoldsThePage(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("report.html");
    ExperimentResult result = SampleResult.of(2, 3);
    HtmlReport.write(result, ATTRIBUTION, file);
    assertEquals(HtmlReport.text(result, ATTRIBUTION), Files.readString(file));
  }

  private static List<String> pictures(ExperimentResult result) throws Exception {
    NodeList nodes = parse(HtmlReport.text(result, ATTRIBUTION)).getElementsByTagName("svg");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      names.add(nodes.item(i).getAttributes().getNamedItem("aria-label").getNodeValue());
    }
    return names;
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }
}
