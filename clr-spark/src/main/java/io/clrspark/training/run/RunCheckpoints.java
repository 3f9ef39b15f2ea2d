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

/** Keeps a run's checkpoints: when, and what becomes of one that cannot be written. */
final class RunCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

  private final Checkpoints settings;
  private final CheckpointFolder folder;
  private @Nullable RunPosition last;
  private @Nullable Checkpoint newest;
  private long lastNanos;
  private Optional<String> problem = Optional.empty();

  RunCheckpoints(Checkpoints settings, CheckpointFolder folder) {
    this.settings = settings.orDefaults();
    this.folder = folder;
  }

  /** Notes that the run goes on from a checkpoint that is there. */
  void resumed(Checkpoint checkpoint) {
    newest = checkpoint;
    noted(checkpoint.position());
  }

  /** The newest, whether or not it could be written. */
  Checkpoint newest() {
    return Objects.requireNonNull(newest, "before the first");
  }

  /** Whether it is time for the next one. */
  boolean isDue(RunPosition now) {
    RunPosition before = last;
    if (before == null) {
      return true;
    }
    long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - lastNanos);
    return reached(now.iteration() - before.iteration(), settings.everyIterations())
        || reached(now.epoch() - before.epoch(), settings.everyEpochs())
        || reached(minutes, settings.everyMinutes());
  }

  private static boolean reached(long done, int every) {
    return every > 0 && done >= every;
  }

  /** Whether the newest one is of that position. */
  boolean isAt(RunPosition now) {
    return problem.isEmpty() && last != null && last.iteration() == now.iteration();
  }

  /**
   * Writes one. If that fails, the training goes on, and the next is tried when it is due; but the
   * first must be there, or all that follows could be lost.
   *
   * @param rowsAreThere whether the history has all rows of before it; else it is not written,
   *     since a run that goes on from it would lack them
   * @throws ClrException if the first cannot be written, or another process has the run
   */
  void save(Checkpoint checkpoint, boolean rowsAreThere) {
    newest = checkpoint;
    if (rowsAreThere) {
      write(checkpoint);
    } else {
      problem = Optional.of(notWritten(checkpoint, "the history's rows of before it are not"));
      LOG.warn("{} The training goes on.", problem.get());
    }
    noted(checkpoint.position());
  }

  private void write(Checkpoint checkpoint) {
    try {
      folder.save(checkpoint, settings.keep());
      problem = Optional.empty();
    } catch (ClrException e) {
      throw e;
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      Thread.currentThread().interrupt(); // the run is cancelled; some file systems clear this
      throw new ClrException(notWritten(checkpoint, "it was interrupted"), e);
    } catch (IOException | RuntimeException | FSError e) {
      String reason = notWritten(checkpoint, ErrorText.reason(e));
      if (last == null) {
        throw new ClrException(reason + " Give a folder that can be written.", e);
      }
      LOG.warn("{} The training goes on.", reason);
      problem = Optional.of(reason);
    }
  }

  private String notWritten(Checkpoint checkpoint, String reason) {
    return "Cannot write a checkpoint of run %s to %s: %s."
        .formatted(checkpoint.runId(), folder, reason);
  }

  private void noted(RunPosition position) {
    last = position;
    lastNanos = System.nanoTime();
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
