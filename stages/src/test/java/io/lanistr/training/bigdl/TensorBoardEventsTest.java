package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.StepTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.util.Event;

class TensorBoardEventsTest {
  private static final StepReport LOSSES = new StepReport(3, 1, 0, 0.5, 0, -0.9, 0, 0.8, 12);

  private static final StepTimes TIMES = new StepTimes(0.25, 1, 0.5, 0.125, 0);

  @TempDir private Path folder;

  private static StepProgress step(long step) {
    return new StepProgress(1, 2, step, 4, LOSSES, 0.001, 16, 250, 9, TIMES);
  }

  /** The records of an event file, checked by TensorFlow's masked CRC-32C. */
  private static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      long length = bytes.getLong();
      assertEquals(masked(bytes.array(), start, 8), bytes.getInt(), "checksum of the length");
      byte[] data = new byte[(int) length];
      bytes.get(data);
      assertEquals(masked(data, 0, data.length), bytes.getInt(), "checksum of the data");
      events.add(Event.parseFrom(data));
    }
    return events;
  }

  private static int masked(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    int value = (int) crc.getValue();
    return (value >>> 15 | value << 17) + 0xa282ead8;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
          .toList();
    }
  }

  private static List<String> scalars(List<Event> events) {
    List<String> scalars = new ArrayList<>();
    for (Event event : events) {
      event
          .getSummary()
          .getValueList()
          .forEach(v -> scalars.add(event.getStep() + " " + v.getTag() + " " + v.getSimpleValue()));
    }
    return scalars;
  }

  @Test
  void stepsAndEpochsAreWhatTensorBoardReads() throws IOException {
    try (TensorBoardEvents events =
        TensorBoardEvents.create(folder.toUri().toString(), "trainer_1", new Configuration())) {
      events.stepFinished(step(1));
      events.stepFinished(step(2));
      EpochSummary epoch = new EpochSummary(1, LOSSES, 0.001, 32, 7.5);
      events.epochFinished(epoch);
      events.judged(epoch.judged(0.75), "accuracy", true);
    }
    assertEquals(1, files().size());
    assertTrue(files().get(0).getParent().getFileName().toString().startsWith("trainer_1-"));
    List<Event> events = read(files().get(0));
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    List<String> scalars = scalars(events);
    assertTrue(
        scalars.containsAll(
            List.of(
                "1 step/loss 3.0",
                "1 step/series 0.5",
                "2 step/similarity -0.9",
                "2 step/spread 0.8",
                "2 step/learning rate 0.001",
                "2 step/rows per second 250.0",
                "2 seconds/reading 0.25",
                "2 seconds/exchanging 0.5",
                "2 epoch/text 1.0",
                "2 epoch/seconds 7.5",
                "2 validation/accuracy 0.75")),
        scalars::toString);
    assertTrue(scalars.stream().noneMatch(s -> s.contains("image")), "a loss that takes no part");
    long now = System.currentTimeMillis() / 1000;
    assertTrue(Math.abs(events.get(1).getWallTime() - now) < 600);
  }

  @Test
  void trainingsOfOneNameDoNotMeet() throws IOException {
    for (int i = 0; i < 2; i++) {
      TensorBoardEvents.create(folder.toUri().toString(), "same", new Configuration()).close();
    }
    assertEquals(2, files().size());
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    UncheckedIOException refusal =
        assertThrows(
            UncheckedIOException.class,
            () -> TensorBoardEvents.create(file.toUri().toString(), "x", new Configuration()));
    assertTrue(refusal.getMessage().contains("tensorBoardDir"), refusal::getMessage);
  }
}
