package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.input.Expected;
import io.clrspark.input.JobData;
import io.clrspark.input.scale.Scaling;
import io.clrspark.model.ConfiguredNetwork;
import io.clrspark.model.SavedModel;
import io.clrspark.schedule.CyclePlan;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.Averaging;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.Iterations;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.UpdaterState;
import io.clrspark.training.replica.Network;
import io.clrspark.training.replica.OutputLabels;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.schedule.ISchedule;

/** {@code bin/clr train}: trains the network that {@code spark.clr.*} properties describe. */
public final class Train {

  private static final String TEST = "test";

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
    if (!arguments.isEmpty()) {
      throw new UsageException("The job takes no arguments, but properties: " + arguments + ".");
    }
    SparkConf spark = new SparkConf();
    Map<String, String> properties = new TreeMap<>();
    for (scala.Tuple2<String, String> property : spark.getAll()) {
      properties.put(property._1(), property._2());
    }
    Train job = new Train(ClrConf.of(properties));
    StandaloneMaster.takeSecret(spark, System.getenv());
    try (JavaSparkContext context = new JavaSparkContext(spark)) {
      job.train(context, properties);
    }
  }

  private void train(JavaSparkContext spark, Map<String, String> properties) {
    ConfiguredNetwork configured = ConfiguredNetwork.of(conf, spark.hadoopConfiguration());
    int units = configured.fixed().map(model -> classes(configured, model)).orElse(0);
    Optional<Scaling> scaling =
        configured
            .saved()
            .flatMap(SavedModel::normalizer)
            .map(normalizer -> Scaling.of(normalizer, conf.get(DataProperties.DIVIDE)));
    JobData data = JobData.load(spark, conf, new Expected(configured.takesShape(), units, scaling));
    long perEpoch =
        Iterations.perEpoch(
            data.trainExamples(),
            conf.get(TrainingProperties.WORKERS),
            conf.get(TrainingProperties.BATCH_SIZE));
    Network network = Network.of(configured.network(data.shape(), data.classes()));
    int start = network.iteration();
    CyclicLR rates = rates(configured.saved(), perEpoch, start);
    CyclePlan plan = schedule.plan(rates, start, iterations(perEpoch), perEpoch);
    Progress progress = new Progress(System.err, Progress.onTerminal(), Progress.columns(), plan);
    ClrTrainerBuilder trainer = options(ClrTrainer.builder(rates)).observer(progress);
    trainer.configuration(properties);
    data.normalizer().ifPresent(trainer::normalizer);
    data.test().ifPresent(test -> trainer.evaluation(TEST, test));
    TrainingResult result;
    try {
      result = trainer.build().fit(network, data.train());
    } finally {
      progress.finish();
    }
    report(result, plan, System.out);
  }

  /** The classes of a network's output layer, which it shows before any data is read. */
  private static int classes(ConfiguredNetwork configured, Model model) {
    OutputLabels labels = OutputLabels.of(Network.of(model).architecture());
    Optional<String> problem = labels.problemWithClasses();
    if (problem.isPresent()) {
      throw configured.refused(problem.get());
    }
    configured.requireUnits(labels.units());
    return Math.toIntExact(labels.units());
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
    return conf.set(TrainingProperties.ITERATIONS)
        .orElseGet(() -> conf.get(TrainingProperties.EPOCHS) * perEpoch);
  }

  private ClrTrainerBuilder options(ClrTrainerBuilder trainer) {
    trainer
        .workers(conf.get(TrainingProperties.WORKERS))
        .batchSize(conf.get(TrainingProperties.BATCH_SIZE))
        .averagingFrequency(conf.get(TrainingProperties.AVERAGING_FREQUENCY))
        .seed(conf.get(TrainingProperties.SEED))
        .shuffle(conf.get(TrainingProperties.SHUFFLE))
        .updaterState(
            UpdaterState.valueOf(
                conf.get(TrainingProperties.UPDATER_STATE).toUpperCase(Locale.ROOT)))
        .averaging(
            Averaging.valueOf(conf.get(TrainingProperties.AVERAGING).toUpperCase(Locale.ROOT)));
    conf.set(TrainingProperties.ITERATIONS)
        .ifPresentOrElse(
            trainer::iterations, () -> trainer.epochs(conf.get(TrainingProperties.EPOCHS)));
    conf.set(TrainingProperties.RUN_ID).ifPresent(trainer::runId);
    conf.set(TrainingProperties.HISTORY_PATH).ifPresent(trainer::history);
    conf.set(ModelProperties.SAVE).ifPresent(trainer::saveModel);
    return trainer;
  }

  private void report(TrainingResult result, CyclePlan plan, PrintStream out) {
    out.println("run_id: " + result.runId());
    out.println("iterations: " + result.iterations());
    out.println("epochs: " + result.epochs());
    out.println("cycles: " + number(plan.cycles()));
    out.println("train loss: " + number(result.trainLoss()));
    out.println("test accuracy: " + accuracy(result).map(Train::number).orElse("none"));
    out.println("model: " + unlessNone(ModelProperties.SAVE.key(), conf.set(ModelProperties.SAVE)));
    Optional<String> history = conf.set(TrainingProperties.HISTORY_PATH);
    out.println("history: " + unlessNone(TrainingProperties.HISTORY_PATH.key(), history));
    history.ifPresent(path -> out.println("sql: " + query(path, result)));
    if (!Double.isFinite(result.trainLoss())) {
      System.err.println(
          "Warning: The loss is not finite, so the network is of no use. Try a lower maxLr, or a"
              + " larger data.divide.");
    }
    result.historyProblems().forEach(problem -> System.err.println("Warning: " + problem));
  }

  private static Optional<Double> accuracy(TrainingResult result) {
    return result.evaluations().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(result.evaluations().get(result.evaluations().size() - 1).accuracy());
  }

  private static String unlessNone(String key, Optional<String> value) {
    return value.orElse("none (" + key + " is not set)");
  }

  private static String query(String history, TrainingResult result) {
    String select =
        result.evaluations().isEmpty()
            ? "SELECT iteration, lr, loss, accuracy FROM iterations"
            : "SELECT epoch, lr, loss, accuracy FROM evaluations";
    return "bin/clr sql --history %s \"%s WHERE run_id = '%s' ORDER BY iteration\""
        .formatted(quoted(history), select, result.runId());
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Six digits, without zeros that say nothing. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
