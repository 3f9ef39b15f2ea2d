package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.model.SavedModel;
import io.clrspark.schedule.CyclePlan;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.schedule.ISchedule;

/** {@code bin/clr train}: trains the network that {@code spark.clr.*} properties describe. */
public final class Train {

  private final ClrConf conf;
  private final ScheduleConf schedule;

  private Train(ClrConf conf) {
    this.conf = conf;
    this.schedule = ScheduleConf.of(conf);
  }

  /** Runs the job; its properties are those of Spark. */
  public static void main(String[] arguments) {
    Job.run("train", arguments, Train::run);
  }

  private static void run(List<String> arguments) {
    Map<String, String> properties = JobProperties.ofSpark(arguments);
    Train job = new Train(ClrConf.of(properties));
    try (JavaSparkContext context = JobProperties.context()) {
      job.train(context, properties);
    }
  }

  /** The same where a context is there already. */
  static void run(JavaSparkContext context, Map<String, String> properties) {
    new Train(ClrConf.of(properties)).train(context, properties);
  }

  private void train(JavaSparkContext spark, Map<String, String> properties) {
    JobSetup setup = JobSetup.load(spark, conf);
    long perEpoch = setup.iterationsPerEpoch();
    int start = begun(spark).orElseGet(() -> setup.network().iteration());
    CyclicLR rates = rates(setup.saved(), perEpoch, start);
    CyclePlan plan = schedule.plan(rates, start, iterations(perEpoch), perEpoch);
    Progress progress = new Progress(System.err, Progress.onTerminal(), Progress.columns(), plan);
    ClrTrainerBuilder trainer = options(setup, ClrTrainer.builder(rates)).observer(progress);
    trainer.configuration(properties);
    setup.data().normalizer().ifPresent(trainer::normalizer);
    setup.evaluate(trainer);
    TrainingResult result;
    try {
      result = trainer.build().fit(setup.network(), setup.data().train());
    } finally {
      progress.finish();
    }
    report(result, plan, System.out);
  }

  /**
   * Where the run began that is to go on: its cycles start there, whatever a loaded model has come
   * to since. Its own model may have taken the place of the one that it began with.
   */
  private Optional<Integer> begun(JavaSparkContext spark) {
    Optional<String> run =
        conf.set(CheckpointProperties.RESUME)
            .flatMap(
                id ->
                    id.equals(CheckpointProperties.AUTO)
                        ? conf.set(TrainingProperties.RUN_ID)
                        : Optional.of(id));
    return conf.set(CheckpointProperties.PATH)
        .map(Checkpoints::at)
        .flatMap(kept -> run.flatMap(id -> kept.firstIteration(id, spark.hadoopConfiguration())));
  }

  /** The properties' schedule, or that of a loaded model where no property says anything of it. */
  private CyclicLR rates(Optional<SavedModel> saved, long perEpoch, int start) {
    if (saved.isEmpty()) {
      return schedule.schedule(perEpoch, 0);
    }
    Optional<ISchedule> own = saved.get().schedule();
    if (own.isEmpty() || schedule.isSet()) {
      System.err.println("A fresh cycle starts at iteration " + start + " of the loaded model.");
      return schedule.schedule(perEpoch, start);
    }
    if (own.get() instanceof CyclicLR cyclic) {
      System.err.println("The loaded model's own schedule goes on at iteration " + start + ".");
      return cyclic;
    }
    throw new ClrException(
        "Cannot go on with the schedule of the loaded model: "
            + own.get().getClass().getSimpleName()
            + " is no CyclicLR. Set spark.clr.baseLr and spark.clr.maxLr for a fresh cycle.");
  }

  private long iterations(long perEpoch) {
    return conf.set(TrainingProperties.ITERATIONS).orElseGet(() -> iterationsOfEpochs(perEpoch));
  }

  private long iterationsOfEpochs(long perEpoch) {
    int epochs = conf.get(TrainingProperties.EPOCHS);
    if (perEpoch > Integer.MAX_VALUE / epochs) {
      throw new ClrException(
          "Invalid %s: %d (with %d iterations an epoch, a run would go past iteration %d)"
              .formatted(TrainingProperties.EPOCHS, epochs, perEpoch, Integer.MAX_VALUE));
    }
    return epochs * perEpoch;
  }

  private ClrTrainerBuilder options(JobSetup setup, ClrTrainerBuilder trainer) {
    setup.options(trainer).averagingFrequency(conf.get(TrainingProperties.AVERAGING_FREQUENCY));
    conf.set(TrainingProperties.ITERATIONS)
        .ifPresentOrElse(
            trainer::iterations, () -> trainer.epochs(conf.get(TrainingProperties.EPOCHS)));
    conf.set(ModelProperties.SAVE).ifPresent(trainer::saveModel);
    trainer.onNonFinite(onNonFinite());
    conf.set(CheckpointProperties.PATH).ifPresent(path -> checkpoints(trainer, path));
    return trainer;
  }

  private OnNonFinite onNonFinite() {
    return new OnNonFinite(
        conf.get(CheckpointProperties.NON_FINITE),
        conf.get(CheckpointProperties.MAX_LR_FACTOR),
        conf.get(CheckpointProperties.ROLLBACKS));
  }

  private void checkpoints(ClrTrainerBuilder trainer, String path) {
    trainer.checkpoints(
        new Checkpoints(
            path,
            conf.set(CheckpointProperties.EVERY_ITERATIONS).orElse(0),
            conf.set(CheckpointProperties.EVERY_MINUTES).orElse(0),
            conf.set(CheckpointProperties.EVERY_EPOCHS).orElse(0),
            conf.get(CheckpointProperties.KEEP)));
    conf.set(CheckpointProperties.RESUME)
        .ifPresent(
            run -> {
              if (run.equals(CheckpointProperties.AUTO)) {
                trainer.resumeUnfinished();
              } else {
                trainer.resume(run);
              }
            });
  }

  private void report(TrainingResult result, CyclePlan plan, PrintStream out) {
    out.println("run_id: " + result.runId());
    out.println("iterations: " + result.iterations());
    out.println("epochs: " + result.epochs());
    out.println("cycles: " + ResultLines.number(plan.cycles()));
    out.println("train loss: " + ResultLines.number(result.trainLoss()));
    out.println("test accuracy: " + accuracy(result).map(ResultLines::number).orElse("none"));
    out.println(
        "model: "
            + ResultLines.unlessNone(ModelProperties.SAVE.key(), conf.set(ModelProperties.SAVE)));
    Optional<String> history = conf.set(TrainingProperties.HISTORY_PATH);
    out.println(
        "history: " + ResultLines.unlessNone(TrainingProperties.HISTORY_PATH.key(), history));
    history.ifPresent(path -> out.println("sql: " + query(path, result)));
    if (!Double.isFinite(result.trainLoss())) {
      System.err.println(
          "Warning: The loss is not finite, so the network is of no use. Try a lower maxLr, or a"
              + " larger data.divide.");
    }
    result.checkpointProblem().ifPresent(problem -> System.err.println("Warning: " + problem));
    result.historyProblems().forEach(problem -> System.err.println("Warning: " + problem));
  }

  private static Optional<Double> accuracy(TrainingResult result) {
    return result.evaluations().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(result.evaluations().get(result.evaluations().size() - 1).accuracy());
  }

  private static String query(String history, TrainingResult result) {
    String select =
        result.evaluations().isEmpty()
            ? "SELECT iteration, lr, loss, accuracy FROM iterations"
            : "SELECT epoch, lr, loss, accuracy FROM evaluations";
    return "bin/clr sql --history %s \"%s WHERE run_id = '%s' ORDER BY iteration\""
        .formatted(ResultLines.quoted(history), select, result.runId());
  }
}
