package io.lanistr.pipeline.data.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.image.Png;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of sprites: sheets of equally large pictures, numbered through from sheet to sheet, and a
 * list of which number belongs to which thing.
 */
final class Tileset {

  private static final String FALLBACK = "fallback"; // letters and digits, no pictures of things

  private final List<Sheet> sheets = new ArrayList<>();
  private final Map<String, Integer> spriteOf = new HashMap<>();

  /** One picture of {@code columns} x n sprites, the first of which has number {@code first}. */
  private record Sheet(int first, int count, int columns, int width, int height, Pixels picture) {}

  /**
   * Reads a tile set.
   *
   * @param files the content of its folder by file name
   */
  Tileset(Map<String, byte[]> files) {
    JsonNode config;
    try {
      config = new ObjectMapper().readTree(files.get("tile_config.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the tile set's tile_config.json", e);
    }
    JsonNode size = config.path("tile_info").path(0);
    int next = 0;
    for (JsonNode sheet : config.path("tiles-new")) {
      String file = sheet.path("file").textValue();
      int width = sheet.path("sprite_width").asInt(size.path("width").asInt());
      int height = sheet.path("sprite_height").asInt(size.path("height").asInt());
      Pixels picture = Png.decodeWithOpacity(files.get(file));
      int columns = picture.width() / width;
      int count = columns * (picture.height() / height);
      sheets.add(new Sheet(next, count, columns, width, height, picture));
      next += count;
      if (!file.contains(FALLBACK)) {
        sheet.path("tiles").forEach(this::addTile);
      }
    }
  }

  private void addTile(JsonNode tile) {
    JsonNode sprite = tile.path("fg");
    while (sprite.isContainerNode()) {
      sprite = sprite.isObject() ? sprite.path("sprite") : sprite.path(0);
    }
    if (!sprite.isInt() || sprite.intValue() < 0) {
      return;
    }
    JsonNode ids = tile.path("id");
    if (ids.isArray()) {
      for (JsonNode id : ids) {
        spriteOf.putIfAbsent(id.textValue(), sprite.intValue());
      }
    } else {
      spriteOf.putIfAbsent(ids.textValue(), sprite.intValue());
    }
  }

  /** The sprite of {@code thing}, four channels; null when it has none. */
  Pixels sprite(String thing) {
    Integer number = spriteOf.get(thing);
    if (number == null) {
      return null;
    }
    for (Sheet sheet : sheets) {
      int place = number - sheet.first;
      if (place >= 0 && place < sheet.count) {
        int left = place % sheet.columns * sheet.width;
        int top = place / sheet.columns * sheet.height;
        return sheet.picture.crop(left, top, sheet.width, sheet.height);
      }
    }
    return null;
  }
}
