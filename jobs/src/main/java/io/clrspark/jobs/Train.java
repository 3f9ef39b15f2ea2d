package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.model.SavedModel;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.settings.TrainerSettings;
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
  private final TrainerSettings settings;

  private Train(ClrConf conf) {
    this.conf = conf;
    this.schedule = ScheduleConf.of(conf);
    this.settings = TrainerSettings.of(conf);
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
    ClrTrainerBuilder trainer =
        ClrTrainer.builder(rates).settings(settings).observer(progress).configuration(properties);
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
    if (conf.set(CheckpointProperties.RESUME).isEmpty()) {
      return Optional.empty();
    }
    return settings
        .checkpoints()
        .flatMap(
            kept ->
                settings
                    .runId()
                    .flatMap(id -> kept.firstIteration(id, spark.hadoopConfiguration())));
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
            + " is no CyclicLR. Set %s and %s for a fresh cycle."
                .formatted(ScheduleProperties.BASE_LR, ScheduleProperties.MAX_LR));
  }

  private long iterations(long perEpoch) {
    return settings.iterations().orElseGet(() -> iterationsOfEpochs(perEpoch));
  }

  private long iterationsOfEpochs(long perEpoch) {
    int epochs = settings.epochs();
    if (perEpoch > Integer.MAX_VALUE / epochs) {
      throw new ClrException(
          "Invalid %s: %d (with %d iterations an epoch, a run would go past iteration %d)"
              .formatted(TrainingProperties.EPOCHS, epochs, perEpoch, Integer.MAX_VALUE));
    }
    return epochs * perEpoch;
  }

  private void report(TrainingResult result, CyclePlan plan, PrintStream out) {
    out.println("run_id: " + result.runId());
    out.println("iterations: " + result.iterations());
    out.println("epochs: " + result.epochs());
    out.println("cycles: " + PlainNumber.withoutExponent(plan.cycles()));
    out.println("train loss: " + PlainNumber.withoutExponent(result.trainLoss()));
    out.println(
        "test accuracy: " + accuracy(result).map(PlainNumber::withoutExponent).orElse("none"));
    out.println(
        "model: " + ResultLines.unlessNone(ModelProperties.SAVE.key(), settings.modelPath()));
    Optional<String> history = settings.historyPath();
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
