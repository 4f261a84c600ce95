package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.visualization.Summary;
import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.StepTimes;
import io.lanistr.training.progress.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.util.Event;

/**
 * Writes how a training goes as an event file of TensorBoard: each step's losses, learning rate,
 * rows a second and where its time went, each epoch's means and validation metric. Each training
 * has a folder of its own, so that TensorBoard shows them side by side. A file that can't be
 * written to any more ends, and the training goes on.
 */
public final class TensorBoardEvents implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TensorBoardEvents.class);

  private final Path file;
  private EventFile writer;
  private long step;

  private TensorBoardEvents(Path file, EventFile writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Begins an event file.
   *
   * @param folder of all trainings, on any Hadoop file system
   * @param name of the training
   * @throws UncheckedIOException if the folder can't be written to
   */
  public static TensorBoardEvents create(String folder, String name, Configuration hadoop) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    Path run = new Path(folder, name + "-" + unique);
    Path file =
        new Path(run, "events.out.tfevents." + System.currentTimeMillis() / 1000 + ".lanistr");
    try {
      var files = run.getFileSystem(hadoop);
      if (!files.mkdirs(run)) {
        throw new IOException("the folder can't be made");
      }
      TensorBoardEvents events =
          new TensorBoardEvents(file, new EventFile(files.create(file, false)));
      events.write(Event.newBuilder().setFileVersion("brain.Event:2"));
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Events for TensorBoard can't be written to "
              + run
              + " ("
              + e.getMessage()
              + "); set tensorBoardDir to a folder that the driver can write to",
          e);
    }
  }

  @Override
  public void stepFinished(StepProgress progress) {
    step = progress.step();
    losses("step", progress.losses());
    scalar("step/learning rate", progress.learningRate());
    scalar("step/rows per second", progress.rowsPerSecond());
    times(progress.times());
  }

  @Override
  public void epochFinished(EpochSummary epoch) {
    losses("epoch", epoch.losses());
    scalar("epoch/seconds", epoch.seconds());
    flush();
  }

  @Override
  public void judged(EpochSummary epoch, String metric, boolean best) {
    scalar("validation/" + metric, epoch.validation());
  }

  private void losses(String prefix, StepReport losses) {
    scalar(prefix + "/loss", losses.total());
    term(prefix + "/text", losses.text());
    term(prefix + "/image", losses.image());
    term(prefix + "/series", losses.series());
    term(prefix + "/table", losses.table());
    term(prefix + "/similarity", losses.similarity());
    if (losses.tokens() > 0) {
      scalar(prefix + "/spread", losses.spread());
    }
  }

  /** Seconds of a step. */
  private void times(StepTimes times) {
    scalar("seconds/reading", times.reading());
    scalar("seconds/computing", times.computing());
    scalar("seconds/exchanging", times.exchanging());
    scalar("seconds/updating", times.updating());
    scalar("seconds/waiting", times.waiting());
  }

  /** A loss that is exactly 0 takes no part. */
  private void term(String name, double value) {
    if (value != 0) {
      scalar(name, value);
    }
  }

  private void scalar(String name, double value) {
    write(Event.newBuilder().setStep(step).setSummary(Summary.scalar(name, (float) value)));
  }

  private void flush() {
    try {
      if (writer != null) {
        writer.flush();
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void giveUp(IOException e) {
    LOG.warn("No more events for TensorBoard in {}: {}", file, e.toString());
    writer = null;
  }

  private void write(Event.Builder event) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(event.setWallTime(System.currentTimeMillis() / 1e3).build());
    } catch (IOException e) {
      giveUp(e);
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        LOG.warn("The events for TensorBoard in {} may be incomplete: {}", file, e.toString());
      }
      writer = null;
    }
  }
}
