package io.lanistr.feature;

import static io.lanistr.feature.Samples.png;
import static io.lanistr.feature.Samples.row;
import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.testing.Frames;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import java.util.List;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTest {
  private static final StructType SCHEMA = StructType.fromDDL("id int, image binary");
  private static final byte[] BROKEN = {'n', 'o'};

  private static ImagePreprocessor preprocessor() {
    return new ImagePreprocessor("img").setHeight(2).setWidth(1);
  }

  private static byte[] bytes(Row row) {
    return (byte[]) row.getList(row.fieldIndex("image_pixels")).get(0);
  }

  @Test
  void picturesBecomeChannelFirstBytesOfOneSize() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0xff8000)), row(2, null), row(3, new byte[0]));
    List<Row> out = preprocessor().fit(rows).transform(rows).orderBy("id").collectAsList();
    assertArrayEquals(new byte[] {-1, -1, (byte) 128, (byte) 128, 0, 0}, bytes(out.get(0)));
    assertEquals(true, out.get(1).isNullAt(2) && out.get(2).isNullAt(2));
  }

  @Test
  void meanAndDeviationComeFromTheRowsGivenToFit() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0xff0033)), row(2, png(0x330033)));
    ImagePreprocessorModel model = preprocessor().fit(rows);
    assertEquals(3, model.channels());
    assertArrayEquals(new double[] {0.6, 0, 0.2}, model.mean(), 1e-12);
    assertArrayEquals(new double[] {0.4, 1, 1}, model.std(), 1e-12);
    assertEquals(
        new MultimodalMetadata.Image(
            3,
            2,
            1,
            List.of(model.mean()[0], 0.0, model.mean()[2]),
            List.of(model.std()[0], 1.0, 1.0)),
        MultimodalMetadata.of(model.transform(rows).schema().apply("image_pixels")).image());
  }

  @Test
  void channelsAreOneWhenEveryPictureIsGrey() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0x333333)), row(2, png(0xcccccc)));
    ImagePreprocessorModel model = preprocessor().fit(rows);
    assertEquals(1, model.channels());
    assertArrayEquals(new double[] {0.5}, model.mean(), 1e-12);
    assertArrayEquals(new double[] {0.3}, model.std(), 1e-12);
    assertEquals(3, preprocessor().setChannels(3).fit(rows).channels());
  }

  @Test
  void givenSizesNeedNoRows() {
    Dataset<Row> rows = Frames.of(SCHEMA);
    ImagePreprocessorModel model =
        preprocessor()
            .setChannels(1)
            .setMean(new double[] {0.5})
            .setStd(new double[] {0.25})
            .fit(rows);
    assertArrayEquals(new double[] {0.25}, model.std());
  }

  @Test
  void severalPicturesOfARowAndSparksOwnImagesAreRead() {
    Dataset<Row> several =
        Frames.of(
            StructType.fromDDL("image array<binary>"),
            row(List.of(png(0x010101), new byte[0], png(0x020202))));
    List<byte[]> tensors = preprocessor().fit(several).transform(several).first().getList(1);
    assertEquals(2, tensors.size());
    assertArrayEquals(new byte[] {2, 2}, tensors.get(1));

    Row image = row("file", 1, 1, 3, 16, new byte[] {3, 2, 1}); // blue, green, red
    Dataset<Row> spark =
        Frames.of(new StructType().add("image", ImageSchema.columnSchema()), row(image));
    assertArrayEquals(
        new byte[] {1, 1, 2, 2, 3, 3}, bytes(preprocessor().fit(spark).transform(spark).first()));
  }

  @Test
  void undecodablePictureFailsWithItsRow() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0)), row(7, BROKEN));
    String cause =
        ": image of 2 bytes is no PNG, JPEG, GIF or BMP (it starts with 6e 6f); repair the image,"
            + " or set undecodable to 'missing'";
    assertSays("img: column 'image', row 7" + cause, () -> preprocessor().setIdCol("id").fit(rows));
    assertSays(
        "img: column 'image', row unnamed (set idCol to name it)" + cause,
        () -> preprocessor().fit(rows.where("id = 1")).transform(rows).collectAsList());
  }

  @Test
  void undecodablePictureCountsAsMissingOnRequest() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0)), row(2, BROKEN), row(3, BROKEN));
    ImagePreprocessorModel model =
        new ImagePreprocessor()
            .setHeight(1)
            .setWidth(1)
            .setChannels(1)
            .setMean(new double[] {0})
            .setStd(new double[] {1})
            .setUndecodable("missing")
            .fit(rows);
    assertEquals(0, model.undecodableCount(LocalSpark.session().sparkContext()));
    assertEquals(1, model.transform(rows).where("image_pixels is not null").collectAsList().size());
    assertEquals(2, model.undecodableCount(LocalSpark.session().sparkContext()));
  }

  @Test
  void hugePictureIsRefusedBeforeItIsDecoded() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, png(0)));
    assertSays(
        "img: column 'image', row 1: image is 4 x 4 pixels, more than the limit of 15 pixels"
            + " (maxPixels); repair the image, or set undecodable to 'missing'",
        () -> preprocessor().setIdCol("id").setMaxPixels(15).fit(rows));
  }

  @Test
  void everyErrorSaysWhatToDo() {
    Dataset<Row> rows = Frames.of(SCHEMA, row(1, null));
    assertSays(
        "img: column 'image' holds no image in the rows given to fit; leave this stage out, or set"
            + " channels, mean and std",
        () -> preprocessor().fit(rows));
    assertSays(
        "img: mean has 2 values, std 2 and channels is 0; give one mean and std for each channel"
            + " (1 or 3), or none",
        () -> preprocessor().setMean(new double[2]).setStd(new double[2]).fit(rows));
    assertSays(
        "img: std must be positive, got [0.0]",
        () -> preprocessor().setMean(new double[1]).setStd(new double[1]).fit(rows));
    assertSays(
        "img: column 'id' (inputCol) must be binary, array<binary> or Spark's image struct, got"
            + " int; cast it or name another column",
        () -> preprocessor().setInputCol("id").fit(rows));
    assertSays(
        "img: there is no column 'key' to read; set idCol to one of: id, image",
        () -> preprocessor().setIdCol("key").fit(rows));
  }
}
