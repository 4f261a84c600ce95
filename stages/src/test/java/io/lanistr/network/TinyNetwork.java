package io.lanistr.network;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.mask.MaskSampler;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Random64;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A small network of four modalities with its vectors, and rows to feed it. */
public final class TinyNetwork {
  public static final int TEXT = 1;
  public static final int IMAGE = 2;
  public static final int SERIES = 4;
  public static final int TABLE = 8;
  public static final int ALL = TEXT | IMAGE | SERIES | TABLE;
  static final SimilarityConfig SIMILARITY = new SimilarityConfig(24, 20, 8, false);
  static final ClassifierConfig CLASSIFIER = new ClassifierConfig(12, 3, 0f);
  private static final int VOCABULARY = 40;

  final LanistrNetwork network;
  final float[] weights;
  final float[] gradients;

  TinyNetwork(NetworkConfig config, Set<Part> frozen, long seed) {
    network = new LanistrNetwork(config, frozen);
    weights = new float[network.parameters().trainableSize()];
    gradients = new float[weights.length];
    network.parameters().bind(weights, 0, gradients, 0);
    network.parameters().bindFrozen(new float[network.parameters().frozenSize()]);
    network.parameters().initialize(seed);
  }

  TinyNetwork(NetworkConfig config) {
    this(config, Set.of(), 7);
  }

  /** All four modalities, heads of pretraining, dropout where asked for. */
  public static NetworkConfig pretraining(float dropout) {
    TransformerConfig encoder = new TransformerConfig(16, 2, 4, 24, 1e-12f, dropout);
    return new NetworkConfig(
        TextConfig.of(VOCABULARY, 12, 0, 1, 2, 3, encoder),
        new ImageConfig(2, 8, 12, 4, encoder),
        new SeriesConfig(3, 9, new TransformerConfig(8, 2, 2, 12, 1e-5f, dropout)),
        TableConfig.of(List.of(0, 4, 0, 3, 0), 2, 6, 3),
        encoder,
        SIMILARITY,
        null,
        LossWeights.DEFAULT,
        Compatibility.NONE);
  }

  /** The same with a classifier instead. */
  public static NetworkConfig classification(float dropout) {
    return pretraining(dropout).forClassification(new ClassifierConfig(12, 3, dropout));
  }

  /** The same with another table encoder. */
  static NetworkConfig withTable(NetworkConfig config, TableConfig table) {
    return new NetworkConfig(
        config.text(),
        config.image(),
        config.series(),
        table,
        config.tokens(),
        config.fusion(),
        config.similarity(),
        config.classifier(),
        config.lossWeights(),
        config.compatibility());
  }

  /** Adds a row whose contents depend on its id only. */
  static void addRow(Batch batch, long id, int modalities) {
    Random64 random = Random64.of(4711, id);
    int row = batch.addRow(id, (int) (id % 3), 1f + id % 2);
    if ((modalities & TEXT) != 0) {
      int[] ids = new int[5 + random.nextInt(0, 6)];
      for (int i = 1; i < ids.length - 1; i++) {
        ids[i] = 4 + random.nextInt(i, VOCABULARY - 4);
      }
      ids[0] = 1;
      ids[ids.length - 1] = 2;
      batch.text().add(row, ids, 0, ids.length);
    }
    if ((modalities & IMAGE) != 0) {
      int at = batch.images().add(row);
      fill(batch.images().pixels(), at, batch.images().pixelsPerImage(), random.derive(1));
    }
    if ((modalities & SERIES) != 0) {
      int steps = 3 + random.nextInt(100, 7);
      int at = batch.series().add(row, steps);
      fill(batch.series().values(), at, steps * batch.series().channels(), random.derive(2));
    }
    if ((modalities & TABLE) != 0) {
      int at = batch.tables().add(row);
      float[] features = batch.tables().features();
      fill(features, at, batch.tables().columns(), random.derive(3));
      features[at + 1] = random.nextInt(200, 4);
      features[at + 3] = random.nextInt(201, 3);
    }
  }

  private static void fill(float[] values, int from, int count, Random64 random) {
    for (int i = 0; i < count; i++) {
      values[from + i] = (float) random.nextGaussian(i);
    }
  }

  /** Rows of each non-empty subset of the modalities, with ids from 1. */
  static Batch allSubsets(NetworkConfig config) {
    Batch batch = new Batch(config);
    for (int subset = 1; subset <= ALL; subset++) {
      addRow(batch, subset, subset);
    }
    return masked(batch, config);
  }

  /** Draws the masks, with shares large enough for few rows. */
  static Batch masked(Batch batch, NetworkConfig config) {
    MaskingConfig masking = new MaskingConfig(0.4, 0.5, 0.3, 2, 0.4, false);
    new MaskSampler(masking, config).draw(batch, 5, 3);
    return batch;
  }

  /** Forward and backward of what the network is for; the gradients are those of this pass. */
  StepReport step(Batch batch, LossTotals totals) {
    Arrays.fill(gradients, 0f);
    StepReport report = forward(batch, totals);
    network.backward();
    return report;
  }

  StepReport forward(Batch batch, LossTotals totals) {
    return network.config().similarity() != null
        ? network.pretrain(batch, totals, 1f)
        : network.classify(batch, totals, 1f);
  }

  StepReport step(Batch batch) {
    return step(batch, LossTotals.count(batch));
  }

  float[] embed(Batch batch) {
    float[] out = new float[batch.rows() * network.config().fusion().hidden()];
    network.embed(batch, out, 0);
    return out;
  }
}
