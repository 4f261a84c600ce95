package io.lanistr.pipeline.data.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.pipeline.data.packages.PackageArchive;
import io.lanistr.pipeline.data.table.DataRow;
import io.lanistr.pipeline.data.table.Layout;
import io.lanistr.pipeline.data.table.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows from the item catalogue of Cataclysm: Dark Days Ahead, one item each, in order of ids. */
public final class ShopRows {

  private static final String ROOT = "usr/share/games/cataclysm-dda/";
  private static final String ITEMS = ROOT + "json/items/";
  private static final String TILES = ROOT + "gfx/UltimateCataclysm/";
  private static final double TEST_SHARE = 0.25;

  /** Number columns and the catalogue's fields behind them. */
  private enum Measure {
    WEIGHT_G("weight", false),
    VOLUME_ML("volume", false),
    PRICE_CENTS("price", false),
    TRADE_VALUE("price_postapoc", false),
    BASHING("bashing", true),
    CUTTING("cutting", true),
    TO_HIT("to_hit", true);

    private final String field;
    private final boolean zeroWhenMissing;

    Measure(String field, boolean zeroWhenMissing) {
      this.field = field;
      this.zeroWhenMissing = zeroWhenMissing;
    }

    Double of(ObjectNode item) {
      return zeroWhenMissing && !item.has(field)
          ? Double.valueOf(0)
          : Quantity.of(item.path(field));
    }
  }

  private final ItemCatalogue catalogue;
  private final ProductPictures pictures;

  private ShopRows(ItemCatalogue catalogue, Tileset tiles) {
    this.catalogue = catalogue;
    this.pictures = new ProductPictures(catalogue, tiles);
  }

  /** The columns of these rows. */
  public static Layout layout() {
    List<String> numbers = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      numbers.add(measure.name().toLowerCase(Locale.ROOT));
    }
    return new Layout(false, numbers, List.of("material", "color"));
  }

  /**
   * All rows, both splits, in their order.
   *
   * @param deb Debian package cataclysm-dda-data 0.F-3-9
   */
  public static List<DataRow> read(Path deb) {
    SortedMap<String, byte[]> items = new TreeMap<>();
    Map<String, byte[]> tiles = new HashMap<>();
    PackageArchive.readDebian(deb, path -> isItemFile(path) || path.startsWith(TILES))
        .forEach(
            (path, content) -> {
              if (path.startsWith(TILES)) {
                tiles.put(path.substring(TILES.length()), content);
              } else {
                items.put(path, content);
              }
            });
    return new ShopRows(new ItemCatalogue(items), new Tileset(tiles)).rows();
  }

  private static boolean isItemFile(String path) {
    return path.startsWith(ITEMS)
        && path.endsWith(".json")
        && !path.contains("obsolete")
        && !path.contains("migration");
  }

  private List<DataRow> rows() {
    List<DataRow> rows = new ArrayList<>();
    catalogue
        .items()
        .forEach(
            (id, item) ->
                Category.ofType(ItemCatalogue.text(item, "type"))
                    .flatMap(category -> row(id, item, category))
                    .ifPresent(rows::add));
    return rows;
  }

  private Optional<DataRow> row(String id, ObjectNode written, Category category) {
    ObjectNode item = catalogue.resolved(written);
    String description = words(item.path("description"), "str");
    String name = words(item.path("name"), "str", "str_sp");
    if (description.isEmpty() || name.isEmpty() || name.equals("none")) {
      return Optional.empty();
    }
    if (ProductText.isUnfit(description + " " + name)) {
      return Optional.empty();
    }
    Measure[] columns = Measure.values();
    Double[] numbers = new Double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      numbers[i] = columns[i].of(item);
    }
    // An item and the one it was copied from fall on the same side of the split.
    String family = ItemCatalogue.parent(written);
    String splitKey = family == null || family.isEmpty() ? id : family;
    return Optional.of(
        new DataRow(
            id,
            category.label(),
            category.name().toLowerCase(Locale.ROOT),
            ProductText.plain(description),
            pictures.of(id),
            null,
            numbers,
            new String[] {material(item.path("material")), ItemCatalogue.text(item, "color")},
            Split.ofKey(splitKey, TEST_SHARE)));
  }

  /** A text, or the first of {@code forms} that a text with grammatical forms has; else empty. */
  private static String words(JsonNode value, String... forms) {
    if (value.isObject()) {
      for (String form : forms) {
        String text = value.path(form).asText("");
        if (!text.isEmpty()) {
          return text;
        }
      }
      return "";
    }
    return value.asText("");
  }

  private static String material(JsonNode value) {
    JsonNode first = value.isArray() ? value.path(0) : value;
    String material = (first.isObject() ? first.path("type") : first).textValue();
    return material == null || material.isEmpty() ? null : material;
  }
}
