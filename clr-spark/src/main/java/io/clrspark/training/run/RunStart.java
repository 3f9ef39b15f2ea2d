package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunLog;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.checkpoint.UnfinishedRuns;
import io.clrspark.training.fingerprint.RateFingerprint;
import io.clrspark.training.fingerprint.RunFingerprints;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.settings.Resume;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run begins: anew, or with a checkpoint. Nothing is written before its log is opened. */
@Internal
public final class RunStart {

  private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

  private final RunRequest request;
  private final Configuration hadoop;
  private final String runId;
  private final Optional<CheckpointFolder> folder;
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private Optional<RunFingerprint> identity = Optional.empty();

  private RunStart(
      RunRequest request, Configuration hadoop, String runId, Optional<CheckpointFolder> folder) {
    this.request = request;
    this.hadoop = hadoop;
    this.runId = runId;
    this.folder = folder;
  }

  /** A run of that id, or of a new one. */
  public static RunStart anew(RunRequest request, Configuration hadoop) {
    String id = request.runId().orElseGet(RunIds::next);
    return new RunStart(
        request,
        hadoop,
        id,
        request.settings().checkpoints().map(to -> CheckpointFolder.of(to.path(), hadoop, id)));
  }

  /**
   * The run that is to go on, or a new one.
   *
   * @throws ClrException if it has no checkpoint that can be used
   */
  public static RunStart of(RunRequest request, Configuration hadoop, DriverNetwork network) {
    Optional<CheckpointFolder> found =
        switch (request.settings().resume()) {
          case NONE -> Optional.empty();
          case RUN -> Optional.of(folder(request, hadoop));
          case UNFINISHED -> unfinished(request, hadoop, network);
        };
    return found
        .map(folder -> resumed(request, hadoop, folder))
        .orElseGet(() -> anew(request, hadoop));
  }

  private static CheckpointFolder folder(RunRequest request, Configuration hadoop) {
    String path = request.settings().checkpoints().orElseThrow().path();
    return CheckpointFolder.of(path, hadoop, request.runId().orElseThrow());
  }

  private static Optional<CheckpointFolder> unfinished(
      RunRequest request, Configuration hadoop, DriverNetwork network) {
    if (request.runId().isPresent()) {
      return Optional.of(folder(request, hadoop)).filter(CheckpointFolder::hasCheckpoints);
    }
    String root = request.settings().checkpoints().orElseThrow().path();
    RunFingerprint like = RunFingerprints.withoutData(request, network);
    return UnfinishedRuns.in(root, hadoop).stream()
        .filter(run -> isLike(run, like, request))
        .findFirst();
  }

  /** One that cannot be read may be anybody's, and is no reason to stop. */
  private static boolean isLike(CheckpointFolder run, RunFingerprint like, RunRequest request) {
    try {
      return RunFingerprints.isLike(run.newestHeader(), like, request);
    } catch (ClrException e) {
      LOG.warn("Passed over in looking for a run to go on with: {}", e.getMessage());
      return false;
    }
  }

  private static RunStart resumed(
      RunRequest request, Configuration hadoop, CheckpointFolder folder) {
    RunStart start = new RunStart(request, hadoop, folder.runId(), Optional.of(folder));
    start.checkpoint = Optional.of(folder.newest(start::missing, LOG::warn));
    return start;
  }

  /** What the history lacks of before a position. */
  private Optional<String> missing(RunPosition next) {
    return history()
        .flatMap(store -> store.missing(runId, next.firstIteration(), next.iteration()));
  }

  private Optional<HistoryStore> history() {
    return request.settings().historyPath().map(path -> HistoryStore.at(path, hadoop));
  }

  public String runId() {
    return runId;
  }

  /** Where the run goes on; empty for a new one. */
  public Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  /**
   * Refuses to go on with a run that would come to another result.
   *
   * @throws ClrException naming the first difference
   */
  public void requireSame(RunFingerprint now) {
    identity = Optional.of(now);
    checkpoint
        .flatMap(
            before ->
                before
                    .identity()
                    .difference(now)
                    .or(() -> RateFingerprint.difference(before, request.schedule())))
        .ifPresent(
            difference -> {
              throw new ClrException(
                  "Cannot resume run %s: %s, which would change the result. Set it back, or start a new run."
                      .formatted(runId, difference));
            });
  }

  /**
   * Refuses to go on with a run that is past where it is to end.
   *
   * @throws ClrException naming both lengths
   */
  public void requireNotPast(TrainingData data, DriverNetwork network) {
    if (checkpoint.isEmpty()) {
      return;
    }
    RunPosition at = checkpoint.get().position();
    RunPlan.of(data, network.architecture(), request.settings(), at.firstIteration())
        .requireNotPast(at.iteration(), runId);
  }

  /**
   * Takes the run's place among the checkpoints, and opens its log. Where that fails, the folder of
   * the checkpoints is as it was, but for newer ones than the run goes on with.
   *
   * @throws ClrException if either cannot be written, or the id is taken
   */
  public RunLog open() {
    folder.ifPresent(checkpoint.isPresent() ? this::takeOver : CheckpointFolder::claim);
    RunLog log = openLog();
    try {
      if (checkpoint.isPresent()) {
        folder.ifPresent(CheckpointFolder::resumed);
      }
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** Looks again once no other process writes: one may have since the checkpoint was read. */
  private void takeOver(CheckpointFolder to) {
    try {
      Optional<Checkpoint> newer = to.takeOver(this::missing, LOG::warn);
      checkpoint = newer.or(() -> checkpoint);
      identity.ifPresent(this::requireSame);
      to.dropNewer();
    } catch (RuntimeException e) {
      to.release();
      throw e;
    }
  }

  private RunLog openLog() {
    try {
      return history()
          .map(this::open)
          .or(() -> request.log().map(RunLog.class::cast))
          .orElseGet(() -> MemoryLog.open(runId));
    } catch (RuntimeException e) {
      folder.ifPresent(CheckpointFolder::release);
      throw e;
    }
  }

  private RunLog open(HistoryStore history) {
    if (checkpoint.isPresent()) {
      var position = checkpoint.get().position();
      return history.resume(runId, position.firstIteration(), position.iteration());
    }
    boolean again =
        request.settings().resume() == Resume.UNFINISHED && history.isWithoutRows(runId);
    return again ? history.resume(runId, 0, 0) : history.open(runId);
  }

  /** The checkpoints that the run is to make; after its log was opened. */
  Optional<RunCheckpoints> checkpoints() {
    return folder.map(
        where -> {
          RunCheckpoints kept =
              new RunCheckpoints(request.settings().checkpoints().orElseThrow(), where);
          checkpoint.ifPresent(kept::resumed);
          return kept;
        });
  }
}
