package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.jobs.output.Progress;
import io.clrspark.jobs.output.TrainReport;
import io.clrspark.model.SavedModel;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.schedule.ISchedule;

/** A training that {@code spark.clr.*} properties describe. */
public final class TrainingJob {

  private final ClrConf conf;
  private final ScheduleConf schedule;

  /**
   * Checks the properties.
   *
   * @throws ClrException if one is wrong
   */
  public TrainingJob(ClrConf conf) {
    this.conf = conf;
    this.schedule = ScheduleConf.of(conf);
  }

  /** Trains, and prints progress and results. */
  public void run(JavaSparkContext spark, Map<String, String> properties) {
    JobSetup setup = JobSetup.load(spark, conf);
    long perEpoch = setup.iterationsPerEpoch();
    int start = firstIteration(spark).orElseGet(() -> setup.network().iteration());
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
    new TrainReport(conf, plan, result).print(System.out, System.err);
  }

  /**
   * The first iteration of the run being resumed, where its cycles start. A loaded model does not
   * tell: the run may have saved its own model over the one that it began with.
   */
  private Optional<Integer> firstIteration(JavaSparkContext spark) {
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

  /** The schedule of the properties, or that of a loaded model if no property sets one. */
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
          "Invalid %s: %d (with %d iterations per epoch, a run would go past iteration %d)"
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
        OnNonFinite.Action.valueOf(
            conf.get(CheckpointProperties.NON_FINITE).toUpperCase(Locale.ROOT)),
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
}
