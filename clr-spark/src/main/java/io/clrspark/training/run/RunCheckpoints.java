package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run: when they are due, and what happens if one cannot be written. */
final class RunCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final Checkpoints settings;
  private final CheckpointFolder folder;
  private @Nullable Checkpoint newest;
  private long newestNanos = System.nanoTime();
  private Optional<String> problem = Optional.empty();

  /**
   * The checkpoints of a run.
   *
   * @param resumed the checkpoint that the run resumes from; empty for a new run
   */
  RunCheckpoints(Checkpoints settings, CheckpointFolder folder, Optional<Checkpoint> resumed) {
    this.settings = settings.orDefaults();
    this.folder = folder;
    this.newest = resumed.orElse(null);
  }

  /** The newest, whether or not it could be written. */
  Checkpoint newest() {
    return Objects.requireNonNull(newest, "before the first");
  }

  /** Whether it is time for the next one. */
  boolean isDue(RunPosition now) {
    if (newest == null) {
      return true;
    }
    RunPosition before = newest.position();
    long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - newestNanos);
    return reached(now.iteration() - before.iteration(), settings.everyIterations())
        || reached(now.epoch() - before.epoch(), settings.everyEpochs())
        || reached(minutes, settings.everyMinutes());
  }

  private static boolean reached(long done, int every) {
    return every > 0 && done >= every;
  }

  /** Whether the newest one was written and is of that position. */
  boolean isAt(RunPosition now) {
    return problem.isEmpty() && newest != null && newest.position().iteration() == now.iteration();
  }

  /**
   * Writes one. If that fails, the training goes on, and the next is tried when it is due. But the
   * first must be written, or all that follows could be lost.
   *
   * @param rowsAreThere whether the history has all rows before it. If not, it is not written,
   *     because a run that resumes from it would lack them
   * @throws ClrException if the first cannot be written, or another process has the run
   */
  void save(Checkpoint checkpoint, boolean rowsAreThere) {
    problem =
        rowsAreThere
            ? write(checkpoint)
            : Optional.of(notWritten("the history's rows before it are not"));
    problem.ifPresent(reason -> LOG.warn("{} The training goes on.", reason));
    newest = checkpoint;
    newestNanos = System.nanoTime();
  }

  private Optional<String> write(Checkpoint checkpoint) {
    try {
      folder.save(checkpoint, settings.keep());
      return Optional.empty();
    } catch (ClrException e) {
      throw e;
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt(); // the run is cancelled; some file systems clear this
      throw new ClrException(notWritten("it was interrupted"), e);
    } catch (IOException | RuntimeException | FSError e) {
      String reason = notWritten(ErrorText.reason(e));
      if (newest == null) {
        throw new ClrException(reason + " Give a folder that can be written.", e);
      }
      return Optional.of(reason);
    }
  }

  private String notWritten(String reason) {
    return "Cannot write a checkpoint of run %s to %s: %s."
        .formatted(folder.runId(), folder, reason);
  }

  /** Notes that the run came to its end. */
  void finished() {
    try {
      folder.finished();
    } catch (IOException | FSError e) {
      LOG.warn("Cannot mark the run as finished in {}: {}", folder, ErrorText.reason(e));
    }
  }

  /** Why the newest could not be written; empty when all is well. */
  Optional<String> problem() {
    return problem;
  }
}
