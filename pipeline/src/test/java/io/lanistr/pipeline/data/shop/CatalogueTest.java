package io.lanistr.pipeline.data.shop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.pipeline.data.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

  private static ItemCatalogue catalogue(String... files) {
    TreeMap<String, byte[]> content = new TreeMap<>();
    for (String file : files) {
      content.put("items/" + content.size() + ".json", file.replace('\'', '"').getBytes(UTF_8));
    }
    return new ItemCatalogue(content);
  }

  @Test
  void itemsInheritFieldsAndMultiplyNumbers() {
    ItemCatalogue catalogue =
        catalogue(
            "[{'abstract':'base','weight':'2 kg','price':10,'color':'red','volume':3}]",
            "[{'id':'axe','copy-from':'base','color':'blue','relative':{'price':1}},"
                + "{'id':'big_axe','copy-from':'axe','volume':4,"
                + "'proportional':{'price':1.5,'volume':2,'weight':3}}]");
    ObjectNode axe = catalogue.resolved(catalogue.find("axe"));
    assertEquals("blue", ItemCatalogue.text(axe, "color"));
    assertFalse(axe.has("abstract"));
    assertFalse(axe.has("relative"));
    ObjectNode big = catalogue.resolved(catalogue.find("big_axe"));
    assertEquals(15.0, big.get("price").doubleValue());
    assertEquals(8.0, big.get("volume").doubleValue());
    assertEquals("2 kg", ItemCatalogue.text(big, "weight"), "texts are not multiplied");
    assertEquals(10, axe.get("price").intValue(), "the parent stays as it was");
  }

  @Test
  void laterFilesReplaceItemsAndCopiesOfThemselvesEnd() {
    ItemCatalogue catalogue =
        catalogue(
            "[{'id':'cup','color':'red'}]",
            "[{'id':'cup','color':'green'},{'id':'loop','copy-from':'loop','color':'grey'}]");
    assertEquals("green", ItemCatalogue.text(catalogue.find("cup"), "color"));
    ObjectNode loop = catalogue.find("loop");
    assertEquals("grey", ItemCatalogue.text(catalogue.resolved(loop), "color"));
    assertNull(catalogue.find("nothing"));
    assertNull(catalogue.find(null));
  }

  @ParameterizedTest
  @CsvSource({
    "1 kg 250 g,1250",
    "500 ml,500",
    "2 L,2000",
    "-3,-3",
    "1.5 kUSD,150000",
    "20 cent,20",
    "4 parsecs,4",
    "250mg,0.25"
  })
  void quantitiesAreAddedUpInBaseUnits(String text, double expected) {
    assertEquals(expected, Quantity.of(JsonNodeFactory.instance.textNode(text)));
  }

  @Test
  void quantitiesWithoutNumbersAreAbsent() {
    assertNull(Quantity.of(JsonNodeFactory.instance.textNode("heavy")));
    assertNull(Quantity.of(JsonNodeFactory.instance.booleanNode(true)));
    assertNull(Quantity.of(JsonNodeFactory.instance.missingNode()));
    assertEquals(7.5, Quantity.of(JsonNodeFactory.instance.numberNode(7.5)));
  }

  @Test
  void descriptionsAreOneLineWithoutMarkup() {
    assertEquals("A good cup.", ProductText.plain("  A <info>good</info>\n\t cup. "));
    assertTrue(ProductText.isUnfit("A tainted cup"));
    assertTrue(ProductText.isUnfit("METH"));
    assertFalse(ProductText.isUnfit("A method to make cups"));
  }

  @Test
  void typesBelongToCategories() {
    assertEquals(Optional.of(Category.CLOTHING), Category.ofType("PET_ARMOR"));
    assertEquals(Optional.empty(), Category.ofType("MONSTER"));
    assertEquals(Optional.empty(), Category.ofType(null));
  }

  @Test
  void picturesAreTheOwnSpriteOrThatOfWhatAnItemLooksLike() throws IOException {
    ItemCatalogue catalogue =
        catalogue(
            "[{'id':'cup'},{'id':'mug','looks_like':'cup'},{'id':'jug','copy-from':'mug'},"
                + "{'id':'gas','looks_like':'air'},{'id':'ring','looks_like':'ring'}]");
    String config =
        "{'tile_info':[{'width':2,'height':2}],'tiles-new':["
            + "{'file':'a.png','tiles':[{'id':['cup','bowl'],'fg':[{'weight':1,'sprite':1}]},"
            + "{'id':'cup','fg':0},{'id':'far','fg':99}]},"
            + "{'file':'fallback.png','tiles':[{'id':'gas','fg':0}]}]}";
    // Two sprites side by side: nothing, and opaque red.
    byte[] red = pngWithOpacity();
    Tileset tiles =
        new Tileset(
            Map.of(
                "tile_config.json", config.replace('\'', '"').getBytes(UTF_8),
                "a.png", red,
                "fallback.png", red));
    ProductPictures pictures = new ProductPictures(catalogue, tiles);
    for (String id : new String[] {"cup", "mug", "jug"}) {
      Pixels picture = pictures.of(id);
      assertNotNull(picture, id);
      assertEquals(32, picture.width());
      assertEquals(255, picture.at(16, 16, 0));
      assertEquals(0, picture.at(16, 16, 1));
    }
    assertNull(pictures.of("gas"), "what it looks like is in no sheet but the fallback");
    assertNull(pictures.of("ring"), "a circle of likenesses ends");
    assertNull(tiles.sprite("far"), "a number beyond the sheets");
  }

  private static byte[] pngWithOpacity() throws IOException {
    BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < 4; i++) {
      image.setRGB(2 + i % 2, i / 2, 0xffff0000);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
