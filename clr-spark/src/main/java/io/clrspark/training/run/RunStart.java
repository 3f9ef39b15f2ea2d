package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.RunId;
import io.clrspark.conf.Property;
import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunLog;
import io.clrspark.network.Network;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.CheckpointHeader;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.checkpoint.UnfinishedRuns;
import io.clrspark.training.fingerprint.RateFingerprint;
import io.clrspark.training.fingerprint.RunFingerprints;
import io.clrspark.training.job.JobGroup;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.settings.Resume;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run begins: anew or from a checkpoint. Nothing is written before its log is opened. */
@Internal
public final class RunStart {

  private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

  private final RunRequest request;
  private final DriverNetwork network;
  private final Configuration hadoop;
  private final String runId;
  private final Optional<CheckpointFolder> folder;
  private Optional<Checkpoint> checkpoint = Optional.empty();
  private Optional<RunFingerprint> fingerprint = Optional.empty();
  private Optional<LoadedData> loaded = Optional.empty();

  private RunStart(
      RunRequest request,
      DriverNetwork network,
      Configuration hadoop,
      Optional<CheckpointFolder> resumed) {
    this.request = request;
    this.network = network;
    this.hadoop = hadoop;
    this.runId = resumed.map(CheckpointFolder::runId).or(request::runId).orElseGet(RunId::next);
    this.folder =
        resumed.or(
            () ->
                request
                    .settings()
                    .checkpoints()
                    .map(to -> CheckpointFolder.of(to.path(), hadoop, runId)));
  }

  /** A new run, with the id of the request or an id of its own. */
  public static RunStart anew(RunRequest request, Network network, Configuration hadoop) {
    return new RunStart(request, new DriverNetwork(network), hadoop, Optional.empty());
  }

  /**
   * The run that is to be resumed, with its data loaded; or a new one.
   *
   * @throws ClrException if it has no checkpoint that can be used, or would come to another result
   */
  public static RunStart of(RunRequest request, Network network, JavaRDD<?> data) {
    Configuration hadoop = data.context().hadoopConfiguration();
    DriverNetwork driver = new DriverNetwork(network);
    Optional<CheckpointFolder> found =
        switch (request.settings().resume()) {
          case NONE -> Optional.empty();
          case RUN -> Optional.of(folder(request, hadoop));
          case UNFINISHED -> unfinished(request, hadoop, driver);
        };
    RunStart start = new RunStart(request, driver, hadoop, found);
    if (found.isPresent()) {
      start.checkpoint = Optional.of(found.get().newest(start::missing, LOG::warn));
      start.load(data);
    }
    return start;
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

  /** Whether a run is one that the request would start again; false if it cannot be read. */
  private static boolean isLike(CheckpointFolder run, RunFingerprint like, RunRequest request) {
    try {
      return RunFingerprints.isLike(run.newestHeader(), like, request);
    } catch (ClrException e) {
      LOG.warn("Passed over in looking for a run to go on with: {}", e.getMessage());
      return false;
    }
  }

  /** What the history lacks before a position. */
  private Optional<String> missing(RunPosition next) {
    return history()
        .flatMap(store -> store.missing(runId, next.firstIteration(), next.iteration()));
  }

  private Optional<HistoryStore> history() {
    return request.settings().historyPath().map(path -> HistoryStore.at(path, hadoop));
  }

  /** Where the run goes on; empty for a new one. */
  Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  /** The data of a resumed run; empty for a new one. */
  Optional<LoadedData> loaded() {
    return loaded;
  }

  /** Loads a resumed run's data, and refuses what would change its result. */
  private void load(JavaRDD<?> data) {
    requireSame(RunFingerprints.withoutData(request, network));
    LoadedData all =
        inJobGroup(
            data,
            runId,
            () ->
                LoadedData.load(
                    data, network.architecture(), request.settings(), request.evaluations()));
    try {
      requireSame(RunFingerprints.of(request, network, all));
      RunPosition at = checkpoint.orElseThrow().position();
      RunPlan.of(all.training(), network.architecture(), request.settings(), at.firstIteration())
          .requireNotPast(at.iteration(), runId);
      loaded = Optional.of(all);
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** Does work with the Spark jobs of a run in a job group of their own. */
  static <T> T inJobGroup(JavaRDD<?> data, String runId, Supplier<T> work) {
    ComputeThreads threads = ComputeThreads.now();
    try (JobGroup jobs = JobGroup.enter(data.context(), runId)) {
      T result = work.get();
      jobs.done();
      return result;
    } finally {
      threads.restore(); // with a local master, tasks set them in this process
    }
  }

  /**
   * Refuses to resume a run that would come to another result.
   *
   * @throws ClrException naming the first difference
   */
  private void requireSame(RunFingerprint now) {
    fingerprint = Optional.of(now);
    checkpoint
        .map(Checkpoint::header)
        .flatMap(
            before ->
                before
                    .fingerprint()
                    .difference(now)
                    .or(() -> RateFingerprint.difference(before, request.schedule()))
                    .map(difference -> withProperties(difference, before)))
        .ifPresent(
            difference -> {
              throw new ClrException(
                  "Cannot resume run %s: %s, which would change the result. Set it back, or start a new run."
                      .formatted(runId, difference));
            });
  }

  /** The difference behind the properties that may have made it, where none is named in it. */
  private String withProperties(String difference, CheckpointHeader before) {
    return Optional.of(difference)
        .filter(text -> !text.startsWith(Property.PREFIX))
        .flatMap(text -> RunFingerprints.changed(before, request))
        .map(properties -> "%s (%s)".formatted(properties, difference))
        .orElse(difference);
  }

  /**
   * Takes the run over and opens its log. If that fails, the checkpoints are as they were, except
   * that those after the one to resume from may be gone.
   *
   * @throws ClrException if either cannot be written, or the id is taken
   */
  RunLog open() {
    if (request.log().map(MemoryLog::isUsed).orElse(false)) {
      throw new ClrException(
          "Cannot start run %s: the log in memory holds a run already. Open another log."
              .formatted(runId));
    }
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

  /** Looks for a newer checkpoint again, now that no other process writes. */
  private void takeOver(CheckpointFolder to) {
    try {
      Optional<Checkpoint> newer = to.takeOver(this::missing, LOG::warn);
      checkpoint = newer.or(() -> checkpoint);
      fingerprint.ifPresent(this::requireSame);
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

  /** What the run has from now on; after its log was opened. */
  RunContext context(RunLog log) {
    return new RunContext(
        request,
        network,
        new RunProgress(request.schedule(), network.iteration(), network.epoch()),
        new RunJournal(runId, log, request),
        new DriverListeners(network),
        folder.map(
            to ->
                new RunCheckpoints(
                    request.settings().checkpoints().orElseThrow(), to, checkpoint)));
  }
}
