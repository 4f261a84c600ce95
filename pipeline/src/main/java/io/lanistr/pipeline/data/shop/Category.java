package io.lanistr.pipeline.data.shop;

import java.util.Map;
import java.util.Optional;

/** Product categories by label. */
enum Category {
  CLOTHING(0),
  FOOD(1),
  GOODS(2),
  TOOL(3),
  BOOK(4),
  AMMUNITION(5),
  FIREARM(6),
  MAGAZINE(7),
  IMPLANT(8),
  GUN_PART(9);

  /** The catalogue's item types that are products. */
  private static final Map<String, Category> OF_TYPE =
      Map.ofEntries(
          Map.entry("ARMOR", CLOTHING),
          Map.entry("TOOL_ARMOR", CLOTHING),
          Map.entry("PET_ARMOR", CLOTHING),
          Map.entry("COMESTIBLE", FOOD),
          Map.entry("GENERIC", GOODS),
          Map.entry("TOOL", TOOL),
          Map.entry("BOOK", BOOK),
          Map.entry("AMMO", AMMUNITION),
          Map.entry("GUN", FIREARM),
          Map.entry("MAGAZINE", MAGAZINE),
          Map.entry("BIONIC_ITEM", IMPLANT),
          Map.entry("GUNMOD", GUN_PART));

  private final int label;

  Category(int label) {
    this.label = label;
  }

  int label() {
    return label;
  }

  static Optional<Category> ofType(String type) {
    return type == null ? Optional.empty() : Optional.ofNullable(OF_TYPE.get(type));
  }
}
