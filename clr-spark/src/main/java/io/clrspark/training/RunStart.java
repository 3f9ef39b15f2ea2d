package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryStore;
import io.clrspark.history.MemoryLog;
import io.clrspark.history.RunLog;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.RunIdentity;
import io.clrspark.training.replica.DriverNetwork;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run begins: anew, or with a checkpoint. Nothing is written before its log is opened. */
final class RunStart {

  private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

  private final ClrTrainer trainer;
  private final Configuration hadoop;
  private final String runId;
  private final Optional<CheckpointFolder> folder;
  private final Optional<Checkpoint> checkpoint;

  private RunStart(
      ClrTrainer trainer,
      Configuration hadoop,
      String runId,
      Optional<CheckpointFolder> folder,
      Optional<Checkpoint> checkpoint) {
    this.trainer = trainer;
    this.hadoop = hadoop;
    this.runId = runId;
    this.folder = folder;
    this.checkpoint = checkpoint;
  }

  /** A run of that id, or of a new one. */
  static RunStart anew(ClrTrainer trainer, Configuration hadoop) {
    String id = trainer.runId().orElseGet(RunIds::next);
    return new RunStart(
        trainer,
        hadoop,
        id,
        trainer.checkpoints().map(to -> CheckpointFolder.of(to.path(), hadoop, id)),
        Optional.empty());
  }

  /**
   * The run that the trainer is to go on with, or a new one.
   *
   * @throws ClrException if it has no checkpoint that can be used
   */
  static RunStart of(ClrTrainer trainer, Configuration hadoop, DriverNetwork network) {
    Optional<CheckpointFolder> found =
        switch (trainer.resume()) {
          case NONE -> Optional.empty();
          case RUN -> Optional.of(folder(trainer, hadoop));
          case UNFINISHED -> unfinished(trainer, hadoop, network);
        };
    return found
        .map(folder -> resumed(trainer, hadoop, folder))
        .orElseGet(() -> anew(trainer, hadoop));
  }

  private static CheckpointFolder folder(ClrTrainer trainer, Configuration hadoop) {
    String path = trainer.checkpoints().orElseThrow().path();
    return CheckpointFolder.of(path, hadoop, trainer.runId().orElseThrow());
  }

  private static Optional<CheckpointFolder> unfinished(
      ClrTrainer trainer, Configuration hadoop, DriverNetwork network) {
    if (trainer.runId().isPresent()) {
      return Optional.of(folder(trainer, hadoop)).filter(CheckpointFolder::hasCheckpoints);
    }
    String root = trainer.checkpoints().orElseThrow().path();
    RunIdentity like = Identities.withoutData(trainer, network);
    return CheckpointFolder.unfinished(root, hadoop).stream()
        .filter(CheckpointFolder::hasCheckpoints)
        .filter(run -> Identities.isLike(run.newest(damaged -> {}), like, trainer))
        .findFirst();
  }

  private static RunStart resumed(
      ClrTrainer trainer, Configuration hadoop, CheckpointFolder folder) {
    Checkpoint newest = folder.newest(LOG::warn);
    return new RunStart(trainer, hadoop, folder.runId(), Optional.of(folder), Optional.of(newest));
  }

  String runId() {
    return runId;
  }

  /** Where the run goes on; empty for a new one. */
  Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  /**
   * Refuses to go on with a run that would come to another result.
   *
   * @throws ClrException naming the first difference
   */
  void requireSame(RunIdentity now) {
    checkpoint
        .flatMap(before -> before.identity().difference(now))
        .ifPresent(
            difference -> {
              throw new ClrException(
                  "Cannot resume run %s: %s, which would change the result. Set it back, or start a new run."
                      .formatted(runId, difference));
            });
  }

  /**
   * Takes the run's place among the checkpoints, and opens its log.
   *
   * @throws ClrException if either cannot be written, or the id is taken
   */
  RunLog open() {
    folder.ifPresent(checkpoint.isPresent() ? CheckpointFolder::takeOver : CheckpointFolder::claim);
    try {
      return trainer
          .historyPath()
          .map(path -> open(HistoryStore.at(path, hadoop)))
          .or(() -> trainer.memory().map(RunLog.class::cast))
          .orElseGet(() -> MemoryLog.open(runId));
    } catch (ClrException e) {
      folder.ifPresent(CheckpointFolder::release);
      throw e;
    }
  }

  private RunLog open(HistoryStore history) {
    if (checkpoint.isPresent()) {
      var position = checkpoint.get().position();
      return history.resume(runId, position.firstIteration(), position.iteration());
    }
    boolean again = trainer.resume() == Resume.UNFINISHED && history.isWithoutRows(runId);
    return again ? history.resume(runId, 0, 0) : history.open(runId);
  }

  /** The checkpoints that the run is to make; after its log was opened. */
  Optional<RunCheckpoints> checkpoints() {
    return folder.map(
        where -> {
          RunCheckpoints kept = new RunCheckpoints(trainer.checkpoints().orElseThrow(), where);
          checkpoint.ifPresent(before -> kept.resumed(before.position()));
          return kept;
        });
  }
}
