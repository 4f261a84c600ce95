package io.lanistr.testing;

import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every stage of a Pipeline must do. A test class of each package with stages extends this and
 * lists its cases; {@link EveryStageHasAContractTest} fails for a stage that is in no list.
 */
public abstract class StageContract {
  @TempDir Path folder;

  /** The stages under test, freshly made. */
  protected abstract List<StageCase> cases();

  @TestFactory
  final Stream<DynamicNode> everyStageKeepsTheContract() {
    return cases().stream()
        .map(
            c -> DynamicContainer.dynamicContainer(c.stage().getClass().getSimpleName(), tests(c)));
  }

  private List<DynamicNode> tests(StageCase c) {
    List<DynamicNode> tests = new ArrayList<>();
    PipelineStage stage = c.stage();
    Dataset<Row> rows = c.rows().get();
    add(tests, "instances have uids of their own", () -> uids(stage));
    add(tests, "params have accessors and docs", () -> params(stage, true));
    add(tests, "copy keeps uid and takes extra params", () -> copies(stage));
    add(tests, "is saved and loaded", () -> Persistence.check(stage, folder));
    add(tests, "existing output column is refused", () -> outputClash(stage, rows));
    add(tests, "missing column is named", () -> missingColumn(stage));
    if (stage instanceof Transformer transformer) {
      transformerTests(tests, c, () -> transformer, rows);
      return tests;
    }
    Transformer[] fitted = new Transformer[1];
    add(tests, "fits without changing itself", () -> fitted[0] = fit(c, rows));
    List<DynamicNode> model = new ArrayList<>();
    add(model, "params have accessors and docs", () -> params(fitted[0], false));
    add(model, "copy keeps uid, params and parent", () -> modelCopy((Model<?>) fitted[0]));
    add(model, "existing output column is refused", () -> outputClash(fitted[0], rows));
    add(model, "missing column is named", () -> missingColumn(fitted[0]));
    transformerTests(model, c, () -> fitted[0], rows);
    tests.add(DynamicContainer.dynamicContainer(c.model().getSimpleName(), model));
    return tests;
  }

  private void transformerTests(
      List<DynamicNode> tests, StageCase c, Supplier<Transformer> stage, Dataset<Row> rows) {
    add(tests, "schema is announced, metadata included", () -> schema(stage.get(), rows));
    add(tests, "other columns keep their metadata", () -> metadataKept(stage.get(), rows));
    add(tests, "same in a stream", () -> streaming(stage.get(), rows));
    add(tests, "same in any partitioning", () -> partitioning(stage.get(), rows));
    add(tests, "row of nulls", () -> nullRow(stage.get(), rows, c.nullRowError()));
    add(
        tests,
        "loaded gives the same",
        () -> Persistence.checkTransform(stage.get(), rows, folder));
    add(tests, "works inside a saved pipeline", () -> pipeline(stage.get(), rows));
  }

  private static void add(List<DynamicNode> tests, String name, Executable test) {
    tests.add(DynamicTest.dynamicTest(name, test));
  }

  private static void uids(PipelineStage stage) throws ReflectiveOperationException {
    PipelineStage first = stage.getClass().getConstructor().newInstance();
    PipelineStage second = stage.getClass().getConstructor().newInstance();
    assertNotEquals(first.uid(), second.uid());
    assertEquals("u", stage.getClass().getConstructor(String.class).newInstance("u").uid());
  }

  private static void params(PipelineStage stage, boolean settable)
      throws ReflectiveOperationException {
    assertFalse(stage.explainParams().isEmpty());
    for (Param<?> param : stage.params()) {
      assertEquals(stage.uid(), param.parent(), param.name());
      assertFalse(param.doc().isBlank(), param.name());
      String suffix = Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
      assertNotNull(stage.getClass().getMethod("get" + suffix));
      boolean hasSetter =
          Arrays.stream(stage.getClass().getMethods())
              .anyMatch(m -> m.getName().equals("set" + suffix) && m.getParameterCount() == 1);
      assertTrue(hasSetter || !settable, "no setter for " + param.name());
      if (stage.hasDefault(param)) {
        assertNotNull(stage.getDefault(param).get(), param.name() + " defaults to null");
      }
    }
  }

  private static void copies(PipelineStage stage) {
    PipelineStage copy = stage.copy(new ParamMap());
    assertNotSame(stage, copy);
    assertEquals(stage.uid(), copy.uid());
    assertEquals(Persistence.values(stage), Persistence.values(copy));
    Param<Object> output = outputParam(stage);
    PipelineStage changed = stage.copy(new ParamMap().put(output, "elsewhere"));
    assertEquals("elsewhere", changed.getOrDefault(outputParam(changed)));
    assertNotEquals("elsewhere", stage.getOrDefault(output));
  }

  private static Param<Object> outputParam(PipelineStage stage) {
    for (String name : List.of("outputCol", "predictionCol")) {
      if (stage.hasParam(name)) {
        return stage.getParam(name);
      }
    }
    throw new AssertionError(stage.uid() + " has neither outputCol nor predictionCol");
  }

  private static void modelCopy(Model<?> model) {
    Model<?> copy = model.copy(new ParamMap());
    assertNotSame(model, copy);
    assertEquals(model.uid(), copy.uid());
    assertSame(model.parent(), copy.parent());
    assertEquals(Persistence.values(model), Persistence.values(copy));
  }

  private static Transformer fit(StageCase c, Dataset<Row> rows) {
    String before = Persistence.values(c.stage());
    Model<?> model = ((Estimator<?>) c.stage()).fit(rows);
    assertEquals(before, Persistence.values(c.stage()));
    assertEquals(c.model(), model.getClass());
    assertEquals(c.stage().uid(), model.uid());
    assertSame(c.stage(), model.parent());
    return model;
  }

  private static void outputClash(PipelineStage stage, Dataset<Row> rows) {
    String output = (String) stage.getOrDefault(outputParam(stage));
    StructType clash = rows.schema().add(output, "string");
    String message =
        assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(clash))
            .getMessage();
    assertTrue(message.contains(stage.uid()) && message.contains("'" + output + "'"), message);
  }

  private static void missingColumn(PipelineStage stage) {
    StructType other = new StructType().add("unrelated", "string");
    String message =
        assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(other))
            .getMessage();
    assertTrue(message.contains(stage.uid()) && message.contains("'"), message);
  }

  private static void schema(Transformer stage, Dataset<Row> rows) {
    StructType announced = stage.transformSchema(rows.schema());
    StructType got = stage.transform(rows).schema();
    assertEquals(announced.catalogString(), got.catalogString());
    for (StructField field : got.fields()) {
      assertEquals(announced.apply(field.name()).metadata(), field.metadata(), field.name());
    }
  }

  private static void metadataKept(Transformer stage, Dataset<Row> rows) {
    Metadata note = new MetadataBuilder().putString("note", "kept").build();
    Dataset<Row> marked = rows.withColumn("marked", lit(1).as("marked", note));
    assertEquals(note, stage.transform(marked).schema().apply("marked").metadata());
  }

  private static void streaming(Transformer stage, Dataset<Row> rows) throws Exception {
    assertEquals(
        Frames.contents(stage.transform(rows)), Frames.contents(Frames.streamed(stage, rows)));
  }

  private static void partitioning(Transformer stage, Dataset<Row> rows) {
    List<String> whole = Frames.contents(stage.transform(rows.coalesce(1)));
    int more = (int) rows.count() + 3; // so that some partitions are empty
    assertEquals(whole, Frames.contents(stage.transform(rows.repartition(more))));
    assertTrue(stage.transform(rows.limit(0)).isEmpty());
  }

  private static void nullRow(Transformer stage, Dataset<Row> rows, String error) {
    Dataset<Row> nulls = stage.transform(Frames.nulls(rows.schema()));
    if (error == null) {
      assertEquals(1, nulls.collectAsList().size());
      return;
    }
    Throwable failure = assertThrows(Exception.class, nulls::collectAsList);
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    assertTrue(failure.getMessage().contains(error), failure.getMessage());
  }

  private void pipeline(Transformer stage, Dataset<Row> rows) throws Exception {
    Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {stage});
    PipelineModel fitted = pipeline.fit(rows);
    String path = folder.resolve("pipeline" + System.nanoTime()).toString();
    fitted.write().save(path);
    assertEquals(
        Frames.contents(stage.transform(rows)),
        Frames.contents(PipelineModel.load(path).transform(rows)));
  }
}
