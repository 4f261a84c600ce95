package io.lanistr.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.cluster.app.Pretraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trainings on a cluster of separate JVMs that loses some of them: what comes out is what an
 * undisturbed training gives. Repeat by {@code -Dlanistr.kills=10}.
 */
class KillTest {
  private static final Path FOLDER = Path.of("target", "cluster", "kills").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int STEPS = PretrainingRun.STEPS;
  private static final int INTERVAL = 4;
  private static final String MEMORY = "700m";

  /** Kernels of MKL may add in another order where arrays lie otherwise. */
  private static final float BITS = 1e-6f;

  private static final float OTHER_ORDER = 1e-5f;

  /** Bytes; a slice of the weights alone has more than 100 000. */
  private static final long SLACK = 64 << 10;

  private static StandaloneCluster cluster;
  private static Path data;
  private static Map<String, float[]> undisturbed;
  private static int submissions;

  private Submission submission;
  private JvmProcess driver;
  private String checkpoints;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    cluster = new StandaloneCluster(FOLDER, 2, 2, MEMORY);
    data = FOLDER.resolve("rows");
    PretrainingRun.writeRows(data.toString());
    Submission plain = submission(2);
    Submission.Result result =
        plain.run(Pretraining.class.getName(), arguments(plain, null), LIMIT);
    assertEquals(0, result.exitCode(), () -> result.printed() + cluster.logs());
    assertEquals(STEPS, PretrainingRun.steps(result.output()).size());
    undisturbed = PretrainingRun.weights(plain);
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void prepare() {
    submission = submission(2);
    checkpoints = folder().toString();
  }

  @AfterEach
  void endDriver() {
    if (driver != null) {
      driver.close();
    }
  }

  private Path folder() {
    return submission.folder().resolve("checkpoints");
  }

  private static Submission submission(int executors) {
    return bare().conf("spark.executor.cores", "1").conf("spark.cores.max", "" + executors);
  }

  /** One that does not say how many executors it wants. */
  private static Submission bare() {
    return cluster
        .submission("kill-" + submissions++)
        .jar(TestJar.ofPackage(Pretraining.class, FOLDER.resolve("app-" + submissions + ".jar")))
        .conf("spark.executor.memory", "512m")
        .conf("spark.lanistr.executors.waitSeconds", "20");
  }

  private static List<String> arguments(Submission of, String checkpoints, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("data=" + data);
    arguments.add("model=" + of.folder().resolve("model"));
    arguments.add("interval=" + INTERVAL);
    arguments.add("clip=0.1"); // at every step
    if (checkpoints != null) {
      arguments.add("checkpoints=" + checkpoints);
    }
    arguments.addAll(List.of(more));
    return arguments;
  }

  private void start(String... more) {
    driver =
        submission.start(Pretraining.class.getName(), arguments(submission, checkpoints, more));
  }

  private Submission.Result awaitEnd() {
    Submission.Result result = submission.awaitEnd(driver, LIMIT);
    assertEquals(0, result.exitCode(), () -> result.printed() + cluster.logs());
    return result;
  }

  private Submission.Result awaitFailure() {
    Submission.Result result = submission.awaitEnd(driver, LIMIT);
    assertNotEquals(0, result.exitCode());
    return result;
  }

  private void awaitStep(int step) {
    driver.await(Pattern.compile("^step " + step + " of "), 1, LIMIT);
  }

  private static void assertSameWeights(Submission of, float tolerance) throws IOException {
    PretrainingRun.assertSame(undisturbed, PretrainingRun.weights(of), tolerance);
  }

  /** Of what was added in another order, as other numbers of executors do. */
  private void assertSameSums() throws IOException {
    PretrainingRun.assertSameButKeyBiases(
        undisturbed, PretrainingRun.weights(submission), OTHER_ORDER);
  }

  private static void assertFewRepeated(List<Integer> steps) {
    assertEquals(STEPS, steps.get(steps.size() - 1));
    int repeated = steps.size() - STEPS;
    assertTrue(repeated >= 0 && repeated <= INTERVAL, repeated + " repeated: " + steps);
  }

  /** Numbers of the times that something is killed. */
  static IntStream kills() {
    return IntStream.range(0, Integer.getInteger("lanistr.kills", 1));
  }

  @ParameterizedTest
  @MethodSource("kills")
  void aKilledExecutorCostsTheStepsSinceTheLastCheckpoint(int time) throws IOException {
    start();
    awaitStep(14);
    List<ProcessHandle> executors = cluster.executors();
    assertEquals(2, executors.size());
    executors.get(time % 2).destroyForcibly();
    Submission.Result result = awaitEnd();
    assertFewRepeated(PretrainingRun.steps(result.output()));
    assertTrue(
        result.output().stream().anyMatch(line -> line.startsWith("noted: lost executor ")),
        result::printed);
    assertSameWeights(submission, BITS);
  }

  /** As a machine without power: no connection is closed, there is only silence. */
  @Test
  void anExecutorThatFallsSilentIsGivenUp() throws IOException {
    submission
        .conf("spark.network.timeout", "10s")
        .conf("spark.network.timeoutInterval", "2s")
        .conf("spark.executor.heartbeatInterval", "1s")
        .conf("spark.lanistr.executors.waitSeconds", "4");
    start();
    awaitStep(14);
    ProcessHandle silent = cluster.executors().get(0);
    try {
      Signal.send("STOP", List.of(silent));
      assertFewRepeated(PretrainingRun.steps(awaitEnd().output()));
    } finally {
      silent.destroyForcibly();
    }
    driver.await(Pattern.compile("^noted: lost executor .*heartbeat"), 1, LIMIT);
    assertSameSums();
  }

  @Test
  void anExecutorThatIsLostAgainAndAgainEndsTheTraining() {
    start("restarts=1");
    for (int time = 1; time <= 2; time++) {
      driver.await(Pattern.compile("^started: "), time, LIMIT);
      awaitStep(6 * time);
      cluster.executors().get(0).destroyForcibly();
    }
    Submission.Result result = awaitFailure();
    String said = result.printed();
    assertTrue(said.contains("Training gave up after 1 restarts. It lost executor "), said);
    assertTrue(said.contains("lower microBatchSize"), said);
    assertTrue(said.contains("Caused by: "), said);
  }

  /** The folder's name leads each process to a folder of its own. */
  @Test
  void aFolderThatExecutorsDoNotShareIsRefusedBeforeTraining() {
    checkpoints = "file:///proc/self/cwd/target/unshared";
    start();
    Submission.Result result = awaitFailure();
    String said = result.printed();
    assertTrue(said.contains("what the driver has made there is not found"), said);
    assertTrue(said.contains("choose a folder that the driver and all executors share"), said);
    assertEquals(List.of(), PretrainingRun.steps(result.output()));
  }

  @Test
  void twoExecutorsTrainAsOneJvmDoes() throws IOException {
    submission.conf("spark.master", "local[2]");
    start();
    awaitEnd();
    assertSameSums();
  }

  /** The workers have two cores each. */
  @Test
  void allExecutorsAndCoresAreTakenIfTheApplicationNamesNoNumbers() throws IOException {
    submission = bare();
    start();
    awaitEnd();
    driver.await(Pattern.compile("^started: .* 2 executors x 2 cores"), 1, LIMIT);
    assertSameSums();
  }

  @Test
  void truncatedNumbersTrainAlmostTheSame() throws IOException {
    start("compression=truncated");
    awaitEnd();
    assertSameWeights(submission, 2e-2f);
    assertThrows(AssertionError.class, this::assertSameSums, "they travelled in 16 bits");
  }

  @ParameterizedTest
  @MethodSource("kills")
  void aKilledDriverIsResumedByTheNextSubmission() throws IOException {
    start();
    awaitStep(22);
    driver.kill();
    List<Integer> before = PretrainingRun.steps(driver.output());
    awaitFailure();
    assertFalse(Files.exists(submission.folder().resolve("model")));
    Submission first = submission;
    submission = submission(2);
    start();
    Submission.Result result = awaitEnd();
    List<Integer> after = PretrainingRun.steps(result.output());
    int last = before.get(before.size() - 1);
    assertTrue(
        after.get(0) > last - INTERVAL - 1 && after.get(0) <= last + 2,
        "killed at " + last + ", went on with " + after.get(0));
    assertTrue(after.get(0) % INTERVAL == 1 || after.get(0) % 10 == 1, after::toString);
    assertEquals(STEPS, after.get(after.size() - 1));
    assertSameWeights(submission, BITS);
    assertFalse(Files.exists(first.folder().resolve("model")));
  }

  /**
   * The folder is a mount point of ViewFs: one that is not where java.io.File would look for it.
   */
  @Test
  void aDamagedCheckpointOnAnotherFileSystemIsLeftOut() throws IOException {
    String mount = "spark.hadoop.fs.viewfs.mounttable.lake.link./jobs";
    Path jobs = Files.createDirectories(folder());
    checkpoints = "viewfs://lake/jobs/visits";
    submission.conf(mount, jobs.toUri().toString());
    start();
    awaitStep(22);
    driver.kill();
    submission.awaitEnd(driver, LIMIT);
    List<Path> taken = named("step-");
    assertEquals(2, taken.size());
    damageSlice(taken.get(1));
    submission = submission(2).conf(mount, jobs.toUri().toString());
    start();
    Submission.Result result = awaitEnd();
    assertTrue(
        result.output().stream()
            .anyMatch(
                line ->
                    line.startsWith("noted: checkpoint viewfs://lake/")
                        && line.contains(taken.get(1).getFileName() + " is not usable")),
        result::printed);
    String before = taken.get(0).getFileName().toString();
    int resumed = Integer.parseInt(before.substring("step-".length()));
    assertEquals(resumed + 1, PretrainingRun.steps(result.output()).get(0));
    assertSameWeights(submission, BITS);
  }

  private List<Path> named(String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).sorted().toList();
    }
  }

  private static void damageSlice(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      Path slice =
          files
              .filter(file -> file.getFileName().toString().startsWith("slice-"))
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(slice);
      bytes[bytes.length / 2] ^= 1;
      Files.write(slice, bytes);
    }
  }

  /** No file of an executor can grow beyond a few blocks for a while, as if its disk were full. */
  @Test
  void aDiskThatIsFullForAWhileCostsCheckpointsOnly() throws Exception {
    start();
    awaitStep(6);
    limitFiles("65536");
    driver.await(Pattern.compile("^noted: the checkpoint of step .* File too large"), 2, LIMIT);
    limitFiles("unlimited");
    Submission.Result result = awaitEnd();
    assertEquals(STEPS, PretrainingRun.steps(result.output()).size());
    assertSameWeights(submission, BITS);
    assertEquals(List.of(), named(".writing-"), "what could not be written is removed");
    assertEquals(1, named("finished").size());
  }

  private void limitFiles(String bytes) throws IOException, InterruptedException {
    for (ProcessHandle executor : cluster.executors()) {
      Process limit =
          new ProcessBuilder("prlimit", "--pid", "" + executor.pid(), "--fsize=" + bytes + ":")
              .inheritIO()
              .start();
      assertEquals(0, limit.waitFor());
    }
  }

  @ParameterizedTest
  @MethodSource("kills")
  void aKilledWorkerLeavesTheOthersToGoOn() throws IOException {
    JvmProcess worker = cluster.addWorker(MEMORY);
    submission.conf("spark.cores.max", "3").conf("spark.lanistr.executors.waitSeconds", "4");
    start();
    driver.await(Pattern.compile("^started: .* 3 executors x 1 cores"), 1, LIMIT);
    awaitStep(12);
    List<ProcessHandle> its = worker.children();
    assertEquals(1, its.size());
    worker.kill();
    its.get(0).destroyForcibly();
    Submission.Result result = awaitEnd();
    driver.await(Pattern.compile("^started: .* 2 executors x 1 cores"), 1, LIMIT);
    assertFewRepeated(PretrainingRun.steps(result.output()));
    assertSameSums();
  }

  @Test
  void speculationAndSkewedAndEmptyPartitionsChangeNothing() throws IOException {
    submission
        .conf("spark.speculation", "true")
        .conf("spark.speculation.quantile", "0.01")
        .conf("spark.speculation.multiplier", "1.01")
        .conf("spark.speculation.minTaskRuntime", "1ms")
        .conf("spark.speculation.interval", "5ms");
    start("skewed=true");
    Submission.Result result = awaitEnd();
    assertEquals(STEPS, PretrainingRun.steps(result.output()).size());
    assertSameWeights(submission, BITS);
    assertEquals(List.of(), named("step-"), "checkpoints of a finished training are removed");
  }

  /** Executors of one core each: two trainings that had one executor each would wait forever. */
  @Test
  void trainingsAtOnceDoNotBlockEachOtherAndLeaveNothing() throws IOException {
    start("together=3", "interval=1");
    Submission.Result result = awaitEnd();
    assertEquals(3 * STEPS, PretrainingRun.steps(result.output()).size());
    assertSameWeights(submission, BITS);
    Map<String, Long> before = storage(result, "before");
    Map<String, Long> after = storage(result, "after");
    assertEquals(2, before.size(), result::printed);
    before.forEach((id, bytes) -> assertTrue(after.get(id) < bytes + SLACK, before + " " + after));
  }

  private static Map<String, Long> storage(Submission.Result result, String when) {
    String line =
        result.output().stream().filter(l -> l.startsWith(when + ": {")).findFirst().orElseThrow();
    Map<String, Long> bytes = new TreeMap<>();
    for (Matcher one = Pattern.compile("(\\w+)=(\\d+)").matcher(line); one.find(); ) {
      bytes.put(one.group(1), Long.parseLong(one.group(2)));
    }
    return bytes;
  }

  /** Pixels are bytes, and some rows lack images; the executor's heap is of half a gigabyte. */
  @Test
  void aTableLargerThanTheExecutorsMemoryIsTrained() {
    int copies = 30;
    int side = 384;
    assertTrue(0.55 * copies * PretrainingRun.ROWS * side * side > 512 * 1024 * 1024);
    submission.conf("spark.cores.max", "1");
    start("copies=" + copies, "side=" + side, "epochs=1", "batch=60", "interval=0");
    Submission.Result result = awaitEnd();
    assertEquals(117, PretrainingRun.steps(result.output()).size());
    assertTrue(
        result.output().stream().noneMatch(line -> line.startsWith("noted: lost")),
        result::printed);
  }

  @Test
  void tooLittleMemoryIsRefusedBeforeTraining() {
    start("width=2048");
    Submission.Result result = awaitFailure();
    assertTrue(
        result.output().stream().anyMatch(line -> line.contains("Raise spark.executor.memory")),
        result::printed);
    assertEquals(List.of(), PretrainingRun.steps(result.output()));
  }
}
