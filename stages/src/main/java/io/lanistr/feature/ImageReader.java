package io.lanistr.feature;

import io.lanistr.udf.image.ImageDecoder;
import io.lanistr.udf.image.ImageLimits;
import io.lanistr.udf.image.ImageTensor;
import io.lanistr.udf.image.PixelImage;
import io.lanistr.udf.image.UndecodableImageException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/** The pictures of one row, whatever form the column has, by the stage's policy. */
final class ImageReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final String column;
  private final boolean named;
  private final ImageLimits limits;
  private final Tally undecodable;

  /**
   * A reader for one stage.
   *
   * @param undecodable counts what cannot be decoded; null: that is an error
   */
  ImageReader(ImageParams<?> stage, Tally undecodable) {
    this.uid = stage.uid();
    this.column = stage.getInputCol();
    this.named = !stage.getIdCol().isEmpty();
    this.limits = new ImageLimits(stage.getMaxBytes(), stage.getMaxPixels());
    this.undecodable = undecodable;
  }

  /**
   * The decodable pictures of a row.
   *
   * @param value binary, a sequence of binaries, or Spark's image struct; null: none
   * @param id what names the row, may be null
   */
  List<PixelImage> read(Object value, String id) {
    List<PixelImage> images = new ArrayList<>();
    if (value instanceof Seq<?> several) {
      for (int i = 0; i < several.size(); i++) {
        read(several.apply(i), id, images);
      }
    } else {
      read(value, id, images);
    }
    return images;
  }

  private void read(Object value, String id, List<PixelImage> images) {
    try {
      if (value instanceof byte[] bytes && bytes.length > 0) {
        images.add(ImageDecoder.decode(bytes, limits));
      } else if (value instanceof Row row) {
        images.add(
            ImageTensor.ofSparkImage(
                row.getAs("height"),
                row.getAs("width"),
                row.getAs("nChannels"),
                row.getAs("data")));
      }
    } catch (UndecodableImageException e) {
      String where =
          "column '" + column + "', row " + (named ? id : "unnamed (set idCol to name it)");
      if (undecodable == null) {
        throw new IllegalArgumentException(
            "%s: %s: %s; repair the image, or set undecodable to '%s'"
                .formatted(uid, where, e.getMessage(), ImageParams.MISSING),
            e);
      }
      undecodable.add(where + ": " + e.getMessage());
    }
  }
}
