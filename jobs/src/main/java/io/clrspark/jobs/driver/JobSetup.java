package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.Task;
import io.clrspark.history.log.Redaction;
import io.clrspark.input.JobData;
import io.clrspark.input.NetworkNeeds;
import io.clrspark.model.ConfiguredNetwork;
import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.network.OutputLabels;
import io.clrspark.predict.OutputMeaning;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.plan.Iterations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;

/** The network, the data and the options of a job that trains. */
final class JobSetup {

  private static final String TEST = "test";

  private final ClrConf conf;
  private final boolean isRegression;
  private final Optional<SavedModel> saved;
  private final JobData data;
  private final Network network;

  private JobSetup(ClrConf conf, Optional<SavedModel> saved, JobData data, Network network) {
    this.conf = conf;
    this.isRegression = conf.get(DataProperties.TASK) == Task.REGRESSION;
    this.saved = saved;
    this.data = data;
    this.network = network;
  }

  static JobSetup load(JavaSparkContext spark, ClrConf given) {
    JobPaths.require(given, spark.hadoopConfiguration());
    ConfiguredNetwork configured = ConfiguredNetwork.of(given, spark.hadoopConfiguration());
    ClrConf conf = withCategories(given, configured.saved());
    boolean isRegression = conf.get(DataProperties.TASK) == Task.REGRESSION;
    Optional<OutputLabels> labels =
        configured.fixed().map(model -> labels(configured, model, isRegression));
    configured.fixed().ifPresent(model -> requireUnscaledIds(conf, Network.of(model)));
    int classes = isRegression ? 0 : labels.map(OutputLabels::classes).orElse(0);
    boolean oneOfTwo = labels.map(OutputLabels::isOneOfTwo).orElse(false);
    long ids = configured.fixed().map(model -> Network.of(model).architecture().ids(0)).orElse(0L);
    FittedEncoding encoding =
        configured
            .saved()
            .map(model -> SavedEncoding.of(model, conf.get(DataProperties.DIVIDE)))
            .orElse(FittedEncoding.none());
    JobData data =
        JobData.load(
            spark,
            conf,
            new NetworkNeeds(configured.takesShape(), classes, oneOfTwo, ids, encoding));
    data.notes().forEach(note -> System.err.println("Note: " + note));
    Network network =
        Network.of(
            isRegression
                ? configured.networkForNumbers(data.shape(), data.outputs())
                : configured.network(data.shape(), data.outputs()));
    return new JobSetup(conf, configured.saved(), data, network);
  }

  /** A model that goes on takes the categories that it was trained on. */
  private static ClrConf withCategories(ClrConf conf, Optional<SavedModel> saved) {
    List<String> categories =
        saved.map(SavedEncoding::categories).orElse(List.of()).stream()
            .map(Category::column)
            .toList();
    if (categories.isEmpty() || conf.set(DataProperties.CATEGORICAL_COLUMNS).isPresent()) {
      return conf;
    }
    Map<String, String> all = new TreeMap<>(conf.asMap());
    all.put(
        DataProperties.CATEGORICAL_COLUMNS.key(),
        DataProperties.CATEGORICAL_COLUMNS.format(categories));
    return ClrConf.of(all);
  }

  /** The labels that a network's output layer takes, before any data is read. */
  private static OutputLabels labels(
      ConfiguredNetwork configured, Model model, boolean isRegression) {
    OutputLabels labels;
    try {
      labels = OutputLabels.of(Network.of(model).architecture());
    } catch (ClrException e) {
      throw configured.refused(e.getMessage());
    }
    Optional<String> problem =
        isRegression ? labels.problemWithNumbers() : labels.problemWithClasses();
    if (problem.isPresent()) {
      boolean isOther = labels.kind() == OutputLabels.Kind.NUMBERS && !isRegression;
      throw configured.refused(
          problem.get()
              + (isOther
                  ? ", or set %s = %s".formatted(DataProperties.TASK, Task.REGRESSION)
                  : ""));
    }
    if (isRegression) {
      return labels;
    }
    configured.requireClasses(labels.classes());
    return labels;
  }

  /** An embedding looks ids up by their numbers, so these must stay as they are. */
  private static void requireUnscaledIds(ClrConf conf, Network network) {
    if (network.architecture().ids(0) > 0) {
      requireDefault(conf, DataProperties.SCALE);
      requireDefault(conf, DataProperties.DIVIDE);
    }
  }

  private static <T> void requireDefault(ClrConf conf, Property<T> property) {
    conf.set(property)
        .filter(value -> !property.defaultValue().equals(Optional.of(value)))
        .ifPresent(
            value -> {
              throw ClrException.invalid(
                  property,
                  property.format(value),
                  "the network's first layer is an embedding, whose features are ids: leave it out");
            });
  }

  Optional<SavedModel> saved() {
    return saved;
  }

  JobData data() {
    return data;
  }

  Network network() {
    return network;
  }

  long iterationsPerEpoch() {
    return Iterations.perEpoch(
        data.trainExamples(),
        conf.get(TrainingProperties.WORKERS),
        conf.get(TrainingProperties.BATCH_SIZE));
  }

  /** What a model is saved with. A loaded model's names stay where the data has none. */
  ModelInfo modelInfo() {
    ModelInfo loaded = saved.flatMap(SavedModel::info).orElse(ModelInfo.none());
    List<String> classes = data.names().classes();
    boolean isSame =
        !isRegression && classes.isEmpty() && loaded.classes().size() == data.outputs();
    Map<String, String> rows = DataProperties.ofRows(conf.asMap());
    rows.values().removeIf(text -> !Redaction.secrets(Map.of("", text)).isEmpty());
    return ModelInfo.none()
        .withClasses(isSame ? loaded.classes() : classes)
        .withFeatures(data.names().features())
        .withLabel(data.names().label())
        .withShape(data.shape())
        .withEncoding(
            SavedEncoding.values(data.encoding()),
            SavedEncoding.means(data.encoding(), conf.get(DataProperties.DIVIDE)))
        .withData(rows);
  }

  /** What the network's outputs mean, with the names of the classes or of the labels' columns. */
  OutputMeaning meaning() {
    return OutputMeaning.of(network, isRegression ? data.names().labels() : modelInfo().classes());
  }

  /** Lets a trainer score the held-out data, if there is any. */
  void evaluate(ClrTrainerBuilder trainer) {
    data.test().ifPresent(test -> trainer.heldOut(TEST, test));
  }
}
