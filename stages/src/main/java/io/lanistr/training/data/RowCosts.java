package io.lanistr.training.data;

import io.lanistr.network.config.NetworkConfig;

/** About what each row costs to compute, in tokens, for cutting steps into equal slices. */
final class RowCosts {
  /** What the fusion, the heads and the overhead of a row cost, and a table line's TabNet. */
  private static final int BASE = 8;

  private RowCosts() {}

  static int[] of(ArrowShard shard, NetworkConfig network) {
    int perImage = network.image() == null ? 0 : 1 + network.image().patches();
    int channels = network.series() == null ? 1 : network.series().channels();
    int[] costs = new int[shard.rows()];
    for (int row = 0; row < costs.length; row++) {
      int number = shard.batchOf(row);
      ShardBatch batch = shard.batch(number);
      int i = row - shard.start(number);
      int tokens =
          network.text() == null
              ? 0
              : batch.firstToken(batch.firstText(i + 1)) - batch.firstToken(batch.firstText(i));
      int images = batch.firstImage(i + 1) - batch.firstImage(i);
      int values =
          network.series() == null ? 0 : batch.firstSeriesValue(i + 1) - batch.firstSeriesValue(i);
      costs[row] = BASE + tokens + images * perImage + values / channels;
    }
    return costs;
  }
}
