package io.lanistr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineExampleTest {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "label int, text string, image binary, timeseries array<array<float>>, "
              + "num_age double, num_price double, cat_shop string");

  @Test
  void theReadmeShowsExactlyTheCodeThatRuns() throws IOException {
    Path root = Path.of(System.getProperty("lanistr.root"));
    String source =
        Files.readString(
            root.resolve(
                "integration-tests/src/test/java/io/lanistr/examples/PipelineExample.java"));
    String body =
        source.substring(
            source.indexOf("    PipelineStage[] stages = {"), source.indexOf("    return auroc;"));
    String readme = Files.readString(root.resolve("README.md"));
    int from = readme.indexOf("```java\n") + "```java\n".length();
    assertEquals(
        body.replaceAll("(?m)^ {4}", ""), readme.substring(from, readme.indexOf("```\n", from)));
  }

  @Test
  void theExampleLearnsToRankRowsOfWhichMostAreIncompleteAndUnlabelled(@TempDir Path folder)
      throws IOException {
    SparkSession spark =
        SparkSession.builder().master("local[2]").appName("pipeline-example").getOrCreate();
    try {
      Dataset<Row> train = spark.createDataFrame(rows(120, true), SCHEMA);
      Dataset<Row> test = spark.createDataFrame(rows(60, false), SCHEMA);
      double auroc = PipelineExample.run(train, test, folder.resolve("model").toString());
      assertTrue(auroc > 0.8, "AUROC " + auroc);
    } finally {
      spark.stop();
    }
  }

  /** Rows whose class shows in each modality; each modality is absent in about a third of them. */
  private static List<Row> rows(int count, boolean partlyLabelled) throws IOException {
    Random random = new Random(count);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      boolean table = random.nextInt(3) > 0;
      rows.add(
          RowFactory.create(
              partlyLabelled && i % 3 == 2 ? -1 : label,
              random.nextInt(3) > 0 ? text(label, random) : null,
              !table || random.nextInt(3) > 0 ? image(label, random) : null,
              random.nextInt(3) > 0 ? series(label, random) : null,
              table ? 30 + 10 * label + random.nextGaussian() : null,
              table ? random.nextDouble() : null,
              table ? "shop" + label : null));
    }
    return rows;
  }

  private static String text(int label, Random random) {
    String[][] words = {{"dull", "slow", "grey"}, {"bright", "quick", "green"}};
    return words[label][random.nextInt(3)] + " and " + words[label][random.nextInt(3)];
  }

  private static byte[] image(int label, Random random) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      int grey = 40 + 140 * label + random.nextInt(40);
      image.setRGB(i % 16, i / 16, grey << 16 | grey << 8 | grey);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static List<List<Float>> series(int label, Random random) {
    List<List<Float>> steps = new ArrayList<>();
    for (int t = 0; t < 3 + random.nextInt(4); t++) {
      steps.add(List.of((float) (label + 0.2 * random.nextGaussian()), random.nextFloat()));
    }
    return steps;
  }
}
