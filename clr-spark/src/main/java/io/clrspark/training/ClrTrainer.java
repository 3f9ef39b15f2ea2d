package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.model.ModelFile;
import io.clrspark.model.ModelInfo;
import io.clrspark.network.Network;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.run.RunStart;
import io.clrspark.training.run.TrainingRun;
import io.clrspark.training.run.Versions;
import io.clrspark.training.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Trains a DL4J network on Spark by parameter averaging, with a learning rate that is a function of
 * one global iteration, the same at any number of workers.
 *
 * <pre>{@code
 * TrainingResult result =
 *     ClrTrainer.builder(CyclicLR.triangular2(0.001, 0.006, 2000))
 *         .workers(4).batchSize(64).averagingFrequency(5).epochs(10)
 *         .history("hdfs:///runs")
 *         .build()
 *         .fit(network, data);
 * }</pre>
 *
 * <p>A round: the parameters are broadcast, every worker makes up to {@code averagingFrequency}
 * minibatch updates on its own share of the data, and the results are averaged, weighted by
 * examples. The same data, options and number of workers give the same parameters bit for bit on
 * any number of executors and cores. With one worker and {@code shuffle(false)} they are those of
 * DL4J's own {@code fit}. With several workers and more than one update per round, the algorithm
 * differs from training on one machine.
 *
 * <p>Immutable; one trainer may train many networks.
 */
public final class ClrTrainer {

  private final RunRequest request;
  private final @Nullable DataNormalization normalizer;
  private final ModelInfo info;

  ClrTrainer(RunRequest request, @Nullable DataNormalization normalizer, ModelInfo info) {
    this.request = request;
    this.normalizer = normalizer;
    this.info = info;
  }

  /** A trainer's options; the schedule overrides every learning rate in the network. */
  public static ClrTrainerBuilder builder(ISchedule schedule) {
    return new ClrTrainerBuilder(schedule);
  }

  /**
   * Trains the network. Afterwards it has the final parameters, updater state, iteration and epoch
   * counts, and the schedule, on a configuration of its own: the configuration objects it was made
   * of are not changed. If training fails, it has those of the last round that was completed.
   * Listeners of the network stay set, but hear nothing of this training: see {@link
   * ClrTrainerBuilder#observer}.
   *
   * <p>The run goes on from the network's iteration count: a new network starts at 0.
   *
   * @param network an initialized network of type float or double
   * @param data the examples, whatever the sizes of the data sets; their order is the partitions',
   *     then the position in it. Computed twice: persist what is expensive.
   * @throws io.clrspark.ClrException if the network or the data cannot be trained on, or training
   *     fails; the SparkContext is left alive
   */
  public TrainingResult fit(MultiLayerNetwork network, JavaRDD<DataSet> data) {
    return fit(Network.of(network), data);
  }

  /** The same for a graph of one input and one output. */
  public TrainingResult fit(ComputationGraph graph, JavaRDD<DataSet> data) {
    return fit(Network.of(graph), data);
  }

  /** The same for a graph of any number of inputs and outputs. */
  public TrainingResult fitMultiDataSet(
      ComputationGraph graph, JavaRDD<? extends MultiDataSet> data) {
    return fit(Network.of(graph), data);
  }

  /** The same for a network of either kind, and data sets of either kind. */
  public TrainingResult fit(Network network, JavaRDD<?> data) {
    return fit(network, data, Map::of);
  }

  /**
   * The same, with the caller's own numbers added to the run's metrics.
   *
   * @param metrics called once the network is trained, before it is saved; what it throws fails the
   *     run
   */
  public TrainingResult fit(
      Network network, JavaRDD<?> data, Supplier<Map<String, Double>> metrics) {
    Optional<ModelFile> file = saveable(data.context().hadoopConfiguration());
    try (TrainingSession session = open(RunStart.of(request, network, data), network, file)) {
      session.fit(data);
      return session.finish(metrics.get());
    }
  }

  /**
   * Opens a run that trains over several calls; close it.
   *
   * @param more observers besides the trainer's own
   * @throws io.clrspark.ClrException if the history or the model's path cannot be written, or the
   *     trainer keeps checkpoints, which is for {@link #fit} alone
   */
  public TrainingSession open(Network network, Configuration hadoop, List<TrainingObserver> more) {
    requireNoCheckpoints();
    Optional<ModelFile> file = saveable(hadoop);
    return open(RunStart.anew(request.with(more), network, hadoop), network, file);
  }

  private Optional<ModelFile> saveable(Configuration hadoop) {
    Optional<ModelFile> file =
        request.settings().modelPath().map(path -> ModelFile.at(path, hadoop));
    file.ifPresent(target -> target.requireSaveable(request.schedule()));
    return file;
  }

  private TrainingSession open(RunStart start, Network network, Optional<ModelFile> file) {
    return new TrainingSession(
        TrainingRun.start(start),
        request.settings(),
        () -> file.ifPresent(target -> save(network, target)));
  }

  private void save(Network network, ModelFile file) {
    file.save(network, Optional.ofNullable(normalizer), info.withVersions(Versions.all()));
  }

  private void requireNoCheckpoints() {
    if (request.settings().checkpoints().isPresent()) {
      throw new ClrException(
          "Cannot keep checkpoints of a run over several calls: where each one ends is not known."
              + " Train with ClrTrainer.fit, or leave them out.");
    }
  }

  /** What gives the rates. */
  public ISchedule schedule() {
    return request.schedule();
  }

  /** All options. */
  public TrainerSettings settings() {
    return request.settings();
  }

  /**
   * Requires that the trainer can be opened and called once per epoch.
   *
   * @throws IllegalArgumentException if epochs is not 1
   * @throws ClrException if it keeps checkpoints
   */
  public void requireOneEpoch() {
    TrainerSettings settings = request.settings();
    boolean isByIterations = settings.iterations().isPresent();
    if (isByIterations || settings.epochs() != 1) {
      String length = isByIterations ? "iterations" : "epochs = " + settings.epochs();
      throw new IllegalArgumentException(
          "Invalid epochs: " + length + " (must be 1, the default: each call of fit is one epoch)");
    }
    requireNoCheckpoints();
  }

  /** What a run of this trainer is to do. */
  @Internal
  public RunRequest request() {
    return request;
  }
}
