package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.jobs.output.Progress;
import io.clrspark.jobs.output.TrainReport;
import io.clrspark.model.SavedModel;
import io.clrspark.predict.Figures;
import io.clrspark.predict.ScoredRows;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.job.TaskFailures;
import io.clrspark.training.settings.PlannedLength;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.schedule.ISchedule;

/** A training that {@code spark.clr.*} properties describe. */
public final class TrainingJob {

  private final ClrConf conf;
  private final ScheduleConf schedule;
  private final TrainerSettings settings;

  /**
   * Checks the properties.
   *
   * @throws ClrException if one is wrong
   */
  public TrainingJob(ClrConf conf) {
    this.conf = conf;
    this.schedule = ScheduleConf.of(conf);
    this.settings = TrainerSettings.of(conf);
  }

  /** Trains, and prints progress and results. */
  public void run(JavaSparkContext spark, Map<String, String> properties) {
    JobSetup setup = JobSetup.load(spark, conf);
    long perEpoch = setup.iterationsPerEpoch();
    int start = firstIteration(spark).orElseGet(() -> setup.network().iteration());
    RunLength length = PlannedLength.of(conf, settings, perEpoch, spark.hadoopConfiguration());
    Schedule rates = rates(setup.saved(), length, start);
    CyclePlan plan = schedule.plan(rates, start, settings.plannedIterations(perEpoch), perEpoch);
    Progress progress = new Progress(System.err, Progress.onTerminal(), Progress.columns(), plan);
    ClrTrainerBuilder trainer =
        ClrTrainer.builder(rates)
            .settings(settings)
            .observer(progress)
            .configuration(PlannedLength.recorded(properties, schedule, length));
    setup.data().normalizer().ifPresent(trainer::normalizer);
    trainer.modelInfo(setup.modelInfo());
    setup.evaluate(trainer);
    AtomicReference<Figures> figures = new AtomicReference<>();
    TrainingResult result;
    try {
      result =
          trainer
              .build()
              .fit(
                  setup.network(),
                  setup.data().train(),
                  () -> {
                    figures(spark, setup).ifPresent(figures::set);
                    return figures.get() == null ? Map.of() : figures.get().metrics();
                  });
    } finally {
      progress.finish();
    }
    new TrainReport(conf, plan, result, setup.data().majority(), Optional.ofNullable(figures.get()))
        .print(System.out, System.err);
  }

  /** What the trained network makes of the held-out data; a failure does not fail the run. */
  private static Optional<Figures> figures(JavaSparkContext spark, JobSetup setup) {
    if (!Double.isFinite(setup.network().parameters().sumNumber().doubleValue())) {
      return Optional.empty(); // the loss that the report prints is not finite either
    }
    try {
      return setup
          .data()
          .test()
          .map(test -> ScoredRows.ofExamples(spark, setup.network(), setup.meaning(), test));
    } catch (RuntimeException e) {
      System.err.println(
          "Warning: " + TaskFailures.failure("evaluate on the held-out data", e).getMessage());
      return Optional.empty();
    }
  }

  /**
   * The first iteration of the run being resumed, where its cycles start. A loaded model does not
   * tell: the run may have saved its own model over the one that it began with.
   */
  private Optional<Integer> firstIteration(JavaSparkContext spark) {
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

  /** The schedule of the properties, or that of a loaded model if no property sets one. */
  private Schedule rates(Optional<SavedModel> saved, RunLength length, int start) {
    if (saved.isEmpty()) {
      return schedule.schedule(length, 0);
    }
    Optional<ISchedule> own = saved.get().schedule();
    if (own.isEmpty() || schedule.isSet()) {
      System.err.println("A fresh cycle starts at iteration " + start + " of the loaded model.");
      return schedule.schedule(length, start);
    }
    if (own.get() instanceof Schedule ours) {
      System.err.println("The loaded model's own schedule goes on at iteration " + start + ".");
      return ours;
    }
    throw new ClrException(
        "Cannot go on with the schedule of the loaded model: "
            + own.get().getClass().getSimpleName()
            + " is no CyclicLR. Set %s and %s for a fresh cycle."
                .formatted(ScheduleProperties.BASE_LR, ScheduleProperties.MAX_LR));
  }
}
