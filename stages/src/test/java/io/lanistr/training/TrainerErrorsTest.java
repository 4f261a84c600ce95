package io.lanistr.training;

import static io.lanistr.training.SyntheticRows.METADATA;
import static io.lanistr.training.SyntheticRows.WITHOUT_TABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.testing.LocalSpark;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.TrainingListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class TrainerErrorsTest {
  private static final RowColumns COLUMNS = RowColumns.labelled("row", "label");
  private static final TrainingConfig PRETRAINING = TrainingConfig.pretraining(1, 16);
  private static final TrainingConfig CLASSIFICATION = TrainingConfig.classification(1, 16);
  private static final NetworkConfig PRETRAINED = SmallNetworks.pretraining(METADATA);
  private static final NetworkConfig CLASSIFIER = SmallNetworks.classification(METADATA, 0);

  private static String refusal(
      Dataset<Row> rows, RowColumns columns, NetworkConfig network, TrainingConfig config) {
    NetworkState initial = NetworkState.initial(new LanistrNetwork(network, config.frozen()), 1);
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                Trainer.train(
                    LocalSpark.session(),
                    rows,
                    columns,
                    network,
                    config,
                    initial,
                    TrainingListener.SILENT))
        .getMessage();
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aTableWithoutRowsIsRefused() {
    Dataset<Row> none = SyntheticRows.of(List.of(), 2, METADATA);
    assertSays(refusal(none, COLUMNS, PRETRAINED, PRETRAINING), "There are no rows to train on.");
  }

  @Test
  void aMissingColumnIsNamed() {
    Dataset<Row> rows = SyntheticRows.of(5, 1, METADATA);
    assertSays(
        refusal(rows, RowColumns.unlabelled("features"), PRETRAINED, PRETRAINING),
        "'features' does not exist",
        "row, label, weight");
    assertSays(
        refusal(rows, RowColumns.labelled("row", "klass"), CLASSIFIER, CLASSIFICATION),
        "label column 'klass' does not exist",
        "row, label, weight");
    assertSays(
        refusal(rows, RowColumns.labelled("row", "row"), CLASSIFIER, CLASSIFICATION),
        "label column 'row' must be numeric");
    assertSays(
        refusal(rows, RowColumns.unlabelled("row"), CLASSIFIER, CLASSIFICATION),
        "needs a label column");
  }

  @Test
  void rowsWithoutAnyLabelAreRefused() {
    Dataset<Row> rows =
        SyntheticRows.of(
            List.of(
                RowFactory.create(SyntheticRows.row(1, 15), null, 1f),
                RowFactory.create(SyntheticRows.row(2, 15), -1, 1f)),
            1,
            METADATA);
    assertSays(
        refusal(rows, COLUMNS, CLASSIFIER, CLASSIFICATION), "No row has a label in column 'label'");
  }

  @Test
  void aLabelThatIsNoClassIsNamedWithItsRow() {
    Row row = SyntheticRows.row(1, 15);
    Dataset<Row> rows = SyntheticRows.of(List.of(RowFactory.create(row, 3, 1f)), 1, METADATA);
    assertSays(
        refusal(rows, COLUMNS, CLASSIFIER, CLASSIFICATION),
        "'label' has the value 3",
        "row id " + row.getLong(0),
        "classes 0 to 2");
  }

  @Test
  void aRowThatLacksAllOfTheNetworksModalitiesIsNamed() {
    Row row = SyntheticRows.row(1, 8);
    Dataset<Row> rows = SyntheticRows.of(List.of(RowFactory.create(row, 1, 1f)), 1, METADATA);
    assertSays(
        refusal(rows, COLUMNS, SmallNetworks.pretraining(WITHOUT_TABLE), PRETRAINING),
        "Row id " + row.getLong(0),
        "none of the modalities");
  }

  @Test
  void aNetworkOfOtherSizesIsRefused() {
    MultimodalMetadata otherVocabulary =
        new MultimodalMetadata(
            new MultimodalMetadata.Text(31, 8, 0, 1, 2, 3), null, METADATA.series(), null);
    Dataset<Row> rows = SyntheticRows.of(5, 1, METADATA);
    assertSays(
        refusal(rows, COLUMNS, SmallNetworks.pretraining(otherVocabulary), PRETRAINING),
        "text vocabulary of the multimodal column: 30, of the network: 31");
    Dataset<Row> withoutTable = SyntheticRows.of(5, 1, WITHOUT_TABLE);
    assertSays(
        refusal(withoutTable, COLUMNS, PRETRAINED, PRETRAINING), "multimodal column has no table");
  }

  @Test
  void aNetworkOfFrozenPartsOnlyIsRefused() {
    TrainingConfig frozen =
        PRETRAINING.toBuilder().frozen(Set.copyOf(EnumSet.allOf(Part.class))).build();
    assertSays(
        refusal(SyntheticRows.of(5, 1, METADATA), COLUMNS, PRETRAINED, frozen), "nothing to train");
  }

  @Test
  void aStateOfAnotherLayoutIsRefused() {
    NetworkState other = NetworkState.empty(new LanistrNetwork(CLASSIFIER, Set.of()));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Trainer.train(
                        LocalSpark.session(),
                        SyntheticRows.of(5, 1, METADATA),
                        COLUMNS,
                        PRETRAINED,
                        PRETRAINING,
                        other,
                        TrainingListener.SILENT))
            .getMessage();
    assertSays(message, "trained parameters where the network");
  }

  @Test
  void whatSparkFindsIsSaidInOneLine() {
    Dataset<Row> rows =
        SyntheticRows.of(List.of(RowFactory.create(SyntheticRows.row(1, 15), 1, -2f)), 1, METADATA);
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Trainer.train(
                    LocalSpark.session(),
                    rows,
                    new RowColumns("row", null, null, "weight"),
                    PRETRAINED,
                    PRETRAINING,
                    NetworkState.initial(new LanistrNetwork(PRETRAINED, Set.of()), 1),
                    TrainingListener.SILENT));
    assertSays(thrown.getMessage(), "Weight column 'weight' must hold numbers of at least 0");
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingWithItsStep() {
    TrainingConfig wild =
        PRETRAINING.toBuilder()
            .epochs(20)
            .learningRate(1e30)
            .cosineDecay(false)
            .warmupFraction(0)
            .build();
    String message =
        assertThrows(
                IllegalStateException.class,
                () ->
                    Trainer.train(
                        LocalSpark.session(),
                        SyntheticRows.of(30, 1, WITHOUT_TABLE),
                        COLUMNS,
                        SmallNetworks.pretraining(WITHOUT_TABLE),
                        wild,
                        NetworkState.initial(
                            new LanistrNetwork(SmallNetworks.pretraining(WITHOUT_TABLE), Set.of()),
                            1),
                        TrainingListener.SILENT))
            .getMessage();
    assertSays(message, "The loss became", "at step", "learning rate");
  }
}
