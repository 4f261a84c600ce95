package io.lanistr.pipeline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ElementTest {
  @Test
  void textAndAttributesAreEscaped() {
    assertEquals(
        "<p title=\"&quot;a&quot; &amp; &#39;b&#39;\">1 &lt; 2 &gt; 0</p>",
        Element.of("p", "1 < 2 > 0").attribute("title", "\"a\" & 'b'").write());
  }

  @Test
  void charactersThatXmlForbidsAreReplaced() {
    assertEquals("<p>a\uFFFDb\uFFFDc\tü😀</p>", Element.of("p", "a\u0000b\uFFFEc\tü😀").write());
    assertEquals("<p>\uFFFD</p>", Element.of("p", "\uD800").write());
  }

  @Test
  void emptyElementsAreClosedTheWayHtmlWantsIt() {
    assertEquals("<br/>", Element.of("br").write());
    assertEquals("<div></div>", Element.of("div").write());
  }

  @Test
  void numbersHaveAtMostTwoDecimals() {
    assertEquals("3", Element.number(3.0));
    assertEquals("-0.1", Element.number(-0.1));
    assertEquals("12.35", Element.number(12.345678));
    assertEquals("0", Element.number(-0.001));
  }
}
