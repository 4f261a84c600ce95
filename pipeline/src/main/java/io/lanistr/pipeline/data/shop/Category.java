package io.lanistr.pipeline.data.shop;

import java.util.List;
import java.util.Optional;

/** Product categories, in the order of their labels, with the catalogue's item types of each. */
enum Category {
  CLOTHING("ARMOR", "TOOL_ARMOR", "PET_ARMOR"),
  FOOD("COMESTIBLE"),
  GOODS("GENERIC"),
  TOOL("TOOL"),
  BOOK("BOOK"),
  AMMUNITION("AMMO"),
  FIREARM("GUN"),
  MAGAZINE("MAGAZINE"),
  IMPLANT("BIONIC_ITEM"),
  GUN_PART("GUNMOD");

  private final List<String> types;

  Category(String... types) {
    this.types = List.of(types);
  }

  static Optional<Category> ofType(String type) {
    for (Category category : values()) {
      if (type != null && category.types.contains(type)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
