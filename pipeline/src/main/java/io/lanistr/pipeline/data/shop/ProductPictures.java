package io.lanistr.pipeline.data.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.pipeline.data.image.BilinearResize;
import io.lanistr.pipeline.data.image.OverWhite;
import io.lanistr.pipeline.data.image.Pixels;

/** Pictures of items on white, 32 x 32: an item's own sprite, or that of what it looks like. */
final class ProductPictures {

  private static final int SIDE = 32;
  private static final int MAX_HOPS = 8;

  private final ItemCatalogue catalogue;
  private final Tileset tiles;

  ProductPictures(ItemCatalogue catalogue, Tileset tiles) {
    this.catalogue = catalogue;
    this.tiles = tiles;
  }

  /** The picture of the item called {@code id}; null when the game has none. */
  Pixels of(String id) {
    String thing = id;
    for (int hop = 0; hop < MAX_HOPS && thing != null && !thing.isEmpty(); hop++) {
      Pixels sprite = tiles.sprite(thing);
      if (sprite != null && OverWhite.isVisible(sprite)) {
        return BilinearResize.resize(OverWhite.square(sprite), SIDE, SIDE);
      }
      ObjectNode item = catalogue.find(thing);
      if (item == null) {
        return null;
      }
      String similar = ItemCatalogue.text(catalogue.resolved(item), "looks_like");
      thing = similar != null && !similar.isEmpty() ? similar : ItemCatalogue.parent(item);
    }
    return null;
  }
}
