package io.clrspark.training.master;

import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.TrainingSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Replaces {@code ParameterAveragingTrainingMaster} and trains with this engine:
 *
 * <pre>{@code
 * try (ClrTrainingMaster master =
 *     ClrTrainingMaster.of(ClrTrainer.builder(schedule).workers(4).batchSize(64).build())) {
 *   SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(sc, configuration, master);
 *   network.fit(data); // an epoch
 *   network.fit(data); // the next one, at the next iteration
 * }
 * }</pre>
 *
 * <p>A call of {@code fit} is exactly one epoch. DL4J's wrapper counts the epochs; the engine keeps
 * the network's iteration count. One master is one run with one network until it is closed: one
 * run_id, one history, rates that go on from call to call.
 *
 * <p>Listeners are called on the driver, after each round, with the network as it then is.
 */
public final class ClrTrainingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>>, AutoCloseable {

  private final ClrTrainer trainer;
  private final RoundTimes times = new RoundTimes();
  private Collection<TrainingListener> listeners = List.of();
  private final PathData pathData = new PathData();
  private boolean collecting;
  private @Nullable Object model;
  private @Nullable TrainingSession session;

  private ClrTrainingMaster(ClrTrainer trainer) {
    this.trainer = trainer;
  }

  /**
   * A master that trains with a trainer's options.
   *
   * @throws IllegalArgumentException if the trainer does not make exactly one epoch
   * @throws ClrException if it keeps checkpoints, which is for {@link ClrTrainer#fit} alone
   */
  public static ClrTrainingMaster of(ClrTrainer trainer) {
    trainer.requireOneEpoch();
    return new ClrTrainingMaster(trainer);
  }

  @Override
  public void executeTraining(SparkDl4jMultiLayer spark, JavaRDD<DataSet> data) {
    spark.setScore(epoch(Network.of(spark.getNetwork()), data));
  }

  @Override
  public void executeTraining(SparkComputationGraph spark, JavaRDD<DataSet> data) {
    spark.setScore(epoch(Network.of(spark.getNetwork()), data));
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph spark, JavaRDD<MultiDataSet> data) {
    spark.setScore(epoch(Network.of(spark.getNetwork()), data));
  }

  /**
   * Loads each path in a task, in the order of the paths; only once if the same RDD comes again.
   */
  @Override
  public void executeTrainingPaths(
      @Nullable SparkDl4jMultiLayer layers,
      @Nullable SparkComputationGraph graph,
      JavaRDD<String> paths,
      @Nullable DataSetLoader loader,
      @Nullable MultiDataSetLoader multiLoader) {
    if (layers != null && loader != null) {
      executeTraining(layers, pathData.of(paths, loader));
    } else if (graph != null && loader != null) {
      executeTraining(graph, pathData.of(paths, loader));
    } else if (graph != null && multiLoader != null) {
      executeTrainingMDS(graph, pathData.of(paths, multiLoader));
    } else {
      throw new ClrException(
          "Cannot train from paths without a network and a loader for it. Give both.");
    }
  }

  /** Trains an epoch, and returns the loss at its end. */
  private double epoch(Network network, JavaRDD<?> data) {
    TrainingSession run = session(network, data.context().hadoopConfiguration());
    run.listeners(listeners);
    int epoch = network.epoch();
    run.fit(data);
    network.count(network.iteration(), epoch); // DL4J's wrapper counts it
    return run.lastLoss();
  }

  private TrainingSession session(Network network, Configuration hadoop) {
    if (session == null) {
      session = trainer.open(network, hadoop, List.of(times));
      model = network.model();
    } else if (model != network.model()) {
      throw new ClrException(
          "Cannot train a second network with one training master: a master is one run. Make a"
              + " master for each.");
    }
    return session;
  }

  /** Ends the run: saves the model where the trainer says so, and completes the history. */
  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }

  /** The run's id in the history; empty before the first call of {@code fit}. */
  public Optional<String> runId() {
    return Optional.ofNullable(session).map(TrainingSession::runId);
  }

  @Override
  public void setListeners(Collection<TrainingListener> added) {
    listeners = List.copyOf(added);
  }

  /**
   * @throws UnsupportedOperationException if there is a router: nothing listens on the workers
   */
  @Override
  public void setListeners(
      @Nullable StatsStorageRouter router, Collection<TrainingListener> added) {
    if (router != null) {
      throw new UnsupportedOperationException(
          "Cannot route statistics from the workers. Query the run's history instead, or set"
              + " listeners without a router: they are called on the driver after each round.");
    }
    setListeners(added);
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    collecting = collect;
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return collecting;
  }

  /** The times of all rounds so far; null unless they are collected. */
  @Override
  public @Nullable SparkTrainingStats getTrainingStats() {
    return collecting ? times.stats() : null;
  }

  /**
   * The trainer's schedule and settings; {@link #fromJson} reads them. Observers, held-out data, a
   * normalizer and a log in memory are not in it.
   *
   * @throws ClrException if the schedule's scale function was given in code
   */
  @Override
  public String toJson() {
    return MasterText.write(trainer, JsonMappers.getMapper());
  }

  /** The same as YAML. */
  @Override
  public String toYaml() {
    return MasterText.write(trainer, JsonMappers.getMapperYaml());
  }

  /**
   * A master as {@link #toJson} wrote it. Classes are loaded by the names in it: read only text
   * that you trust.
   */
  public static ClrTrainingMaster fromJson(String json) {
    return of(MasterText.read(json, JsonMappers.getMapper()));
  }

  /** A master as {@link #toYaml} wrote it, from text that you trust. */
  public static ClrTrainingMaster fromYaml(String yaml) {
    return of(MasterText.read(yaml, JsonMappers.getMapperYaml()));
  }

  /** True: there are no temporary files. */
  @Override
  public boolean deleteTempFiles(JavaSparkContext context) {
    return true;
  }

  /** True: there are no temporary files. */
  @Override
  public boolean deleteTempFiles(SparkContext context) {
    return true;
  }

  @Override
  public void addHook(TrainingHook hook) {
    throw noHooks();
  }

  @Override
  public void removeHook(TrainingHook hook) {
    throw noHooks();
  }

  private static UnsupportedOperationException noHooks() {
    return new UnsupportedOperationException(
        "Cannot run hooks on the workers. Use a listener, which is called on the driver after each"
            + " round.");
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer layers) {
    throw noWorker();
  }

  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw noWorker();
  }

  private static UnsupportedOperationException noWorker() {
    return new UnsupportedOperationException(
        "Cannot hand out a worker: the engine has no DL4J TrainingWorker. Call fit on"
            + " SparkDl4jMultiLayer or SparkComputationGraph.");
  }
}
