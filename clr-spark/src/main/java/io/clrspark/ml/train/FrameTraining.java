package io.clrspark.ml.train;

import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.ml.param.ClrParams;
import io.clrspark.ml.param.ParamNames;
import io.clrspark.model.ModelInfo;
import io.clrspark.network.Network;
import io.clrspark.range.LrRangeTest;
import io.clrspark.range.RangeTestResult;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.plan.Iterations;
import io.clrspark.training.settings.PlannedLength;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** A training on a frame, as the Params of an estimator say. */
@Internal
public final class FrameTraining {

  /** The name of the held-out rows in the history. */
  public static final String VALIDATION = "validation";

  private final ClrParams params;
  private final FrameChoice choice;
  private final boolean isOfClasses;

  /**
   * @param isOfClasses whether labels are class numbers
   */
  public FrameTraining(ClrParams params, FrameChoice choice, boolean isOfClasses) {
    this.params = params;
    this.choice = choice;
    this.isOfClasses = isOfClasses;
  }

  /**
   * A trained network.
   *
   * @param network with its final parameters, updater state and schedule
   * @param features numbers per row
   * @param info names, the shape of a row's features, and versions
   * @param classes how many classes it tells apart; 0 if it predicts a number
   * @param result how the run ended
   */
  public record Trained(
      Network network, int features, ModelInfo info, int classes, TrainingResult result) {}

  /**
   * Checks the Params without data.
   *
   * @throws IllegalArgumentException if two contradict each other
   */
  public static void check(ClrParams params) {
    ClrConf conf = params.declared().conf();
    ParamNames.inErrors(
        () -> {
          ChosenNetwork.requireOneNetwork(params, conf);
          return ScheduleConf.of(conf);
        });
  }

  /**
   * Trains a new network, from iteration 0.
   *
   * @throws io.clrspark.ClrException if a row cannot be an example, the network is not for such
   *     rows, or the training fails
   */
  public Trained on(Dataset<Row> frame) {
    return prepared(frame, ready -> train(ready, frame));
  }

  private Trained train(Ready ready, Dataset<Row> frame) {
    ClrTrainerBuilder trainer =
        trainer(
            ready.conf(),
            ready.rows().scan().rows(),
            frame.sparkSession().sparkContext().hadoopConfiguration());
    if (choice.held().isEmpty()) {
      return trained(trainer, ready, frame.schema());
    }
    Dataset<Row> ofScoring = frame.filter(isHeld(choice.held().get(), true));
    try (FrameRows held = FrameRows.of(ofScoring, choice, ready.classes(), "score on")) {
      trainer.heldOut(VALIDATION, ready.examples(held));
      return trained(trainer, ready, frame.schema());
    }
  }

  /**
   * Runs a range test with the network and the rows of a training.
   *
   * @throws io.clrspark.ClrException as {@link #on(Dataset)}
   */
  public RangeTestResult test(Dataset<Row> frame, LrRangeTest sweep) {
    return prepared(
        frame,
        ready ->
            sweep.run(
                ready.chosen().network(),
                ready.examples(ready.rows()),
                run -> run.settings(TrainerSettings.ofRangeTest(ready.conf()))));
  }

  /** Does something with the rows to train on and the network for them. */
  private <T> T prepared(Dataset<Row> frame, Function<Ready, T> work) {
    ClrConf conf = params.declared().conf();
    return ParamNames.inErrors(() -> prepared(frame, conf, work));
  }

  private <T> T prepared(Dataset<Row> frame, ClrConf conf, Function<Ready, T> work) {
    Configuration hadoop = frame.sparkSession().sparkContext().hadoopConfiguration();
    Optional<Integer> known = isOfClasses ? Optional.of(knownClasses(frame)) : Optional.empty();
    Dataset<Row> ofTraining =
        choice.held().map(held -> frame.filter(isHeld(held, false))).orElse(frame);
    try (FrameRows rows = FrameRows.of(ofTraining, choice, known, "train on")) {
      FrameScan scan = rows.scan();
      Optional<Integer> classes =
          known.map(count -> count > 0 ? count : Math.max(2, scan.classes()));
      ChosenNetwork chosen = ChosenNetwork.of(params, conf, hadoop, scan.features(), classes);
      return work.apply(new Ready(conf, rows, classes, chosen));
    }
  }

  /**
   * What a training needs.
   *
   * @param classes how many; empty if labels are any numbers
   */
  private record Ready(
      ClrConf conf, FrameRows rows, Optional<Integer> classes, ChosenNetwork chosen) {

    JavaRDD<ExampleBlock> examples(FrameRows of) {
      return of.examples(chosen.format(classes));
    }
  }

  private Trained trained(ClrTrainerBuilder trainer, Ready ready, StructType schema) {
    TrainingResult result =
        trainer.build().fit(ready.chosen().network(), ready.examples(ready.rows()));
    return new Trained(
        ready.chosen().network(),
        ready.rows().scan().features(),
        FrameInfo.of(schema, choice, ready.chosen().shape()),
        ready.classes().orElse(0),
        result);
  }

  private static Column isHeld(String column, boolean held) {
    return functions.coalesce(functions.col(column), functions.lit(false)).equalTo(held);
  }

  /** How many classes the label's metadata tells; 0 if it does not. */
  private int knownClasses(Dataset<Row> frame) {
    OptionalInt count = ClassLabels.ofMetadata(frame.schema().apply(choice.label()));
    return count.orElse(0);
  }

  private ClrTrainerBuilder trainer(ClrConf conf, long rows, Configuration hadoop) {
    TrainerSettings settings = TrainerSettings.of(conf);
    ScheduleConf schedule = ScheduleConf.of(conf);
    long perEpoch = Iterations.perEpoch(rows, settings.workers(), settings.batchSize());
    RunLength length = PlannedLength.of(conf, settings, perEpoch, hadoop);
    Schedule rates = schedule.schedule(length, 0);
    schedule.plan(rates, 0, settings.plannedIterations(perEpoch), perEpoch);
    return ClrTrainer.builder(rates)
        .settings(settings)
        .configuration(PlannedLength.recorded(conf.asMap(), schedule, length));
  }
}
