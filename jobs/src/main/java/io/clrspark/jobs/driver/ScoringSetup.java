package io.clrspark.jobs.driver;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.input.ScoringData;
import io.clrspark.input.ScoringNeeds;
import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.predict.OutputMeaning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** A saved model, and how it reads rows: as it was trained, unless the properties say otherwise. */
final class ScoringSetup {

  /** Two properties that exclude each other. */
  private static final List<List<Property<?>>> EITHER =
      List.of(
          List.of(DataProperties.CLASSES, DataProperties.CLASS_NAMES),
          List.of(DataProperties.IMAGE_COLUMN, DataProperties.FEATURE_COLUMNS));

  /** The properties that choose columns. */
  private static final List<String> NAMED =
      List.of(
          DataProperties.FEATURE_COLUMNS.key(),
          DataProperties.CATEGORICAL_COLUMNS.key(),
          DataProperties.LABEL_COLUMN.key());

  private final JavaSparkContext spark;
  private final ClrConf conf;
  private final Network network;
  private final OutputMeaning meaning;
  private final ScoringNeeds needs;

  private ScoringSetup(JavaSparkContext spark, ClrConf conf, SavedModel model) {
    this.spark = spark;
    this.conf = conf;
    this.network = Network.of(model.network());
    ModelInfo info = model.info().orElse(ModelInfo.none());
    List<String> labels = labels(info);
    List<String> classes =
        info.classes().isEmpty()
            ? conf.set(DataProperties.CLASS_NAMES).orElse(List.of())
            : info.classes();
    boolean isOfNumbers = !OutputMeaning.of(network, List.of()).isClassifier();
    List<String> names = isOfNumbers ? labels : classes;
    this.meaning = OutputMeaning.of(network, names);
    this.needs =
        new ScoringNeeds(
            info.shape(),
            info.features(),
            labels,
            SavedEncoding.of(model, conf.get(DataProperties.DIVIDE)),
            network.architecture().ids(0),
            meaning.isClassifier() ? meaning.classes() : 0,
            isOfNumbers ? List.of() : names,
            network.architecture().type());
  }

  /** The labels' columns. */
  private static List<String> labels(ModelInfo info) {
    return info.label().isEmpty()
        ? List.of()
        : DataProperties.LABEL_COLUMN.parse(DataProperties.LABEL_COLUMN.key(), info.label());
  }

  /**
   * Reads a model.
   *
   * @param properties what the user set
   * @param paths the data
   */
  static ScoringSetup load(
      JavaSparkContext spark, String path, List<String> paths, Map<String, String> properties) {
    List<String> allowed = ClrConf.of(properties).set(ModelProperties.CLASSES).orElse(List.of());
    SavedModel model = SavedModel.load(path, spark.hadoopConfiguration(), allowed);
    Map<String, String> saved = new TreeMap<>(model.info().map(ModelInfo::data).orElse(Map.of()));
    if (!model.info().orElse(ModelInfo.none()).features().isEmpty()) {
      saved.keySet().removeAll(NAMED); // the model has the names that these chose
    }
    Map<String, String> all = withSaved(saved, properties);
    all.put(DataProperties.PATH.key(), paths.get(0));
    return new ScoringSetup(spark, ClrConf.of(all), model);
  }

  /** With what was saved of how rows were read, where the user set nothing that contradicts it. */
  static Map<String, String> withSaved(Map<String, String> saved, Map<String, String> properties) {
    Map<String, String> kept = new TreeMap<>(DataProperties.ofRows(saved));
    String format = DataProperties.FORMAT.key();
    String before = kept.getOrDefault(format, DataFormat.CSV.toString());
    if (!properties.getOrDefault(format, before).equals(before)) {
      kept.keySet()
          .retainAll(
              List.of(
                  DataProperties.SHAPE.key(),
                  DataProperties.CLASSES.key(),
                  DataProperties.CLASS_NAMES.key()));
    }
    for (List<Property<?>> either : EITHER) {
      if (either.stream().anyMatch(property -> properties.containsKey(property.key()))) {
        either.forEach(property -> kept.remove(property.key()));
      }
    }
    kept.putAll(properties);
    return kept;
  }

  Network network() {
    return network;
  }

  OutputMeaning meaning() {
    return meaning;
  }

  /** Rows without their labels, read and checked. */
  ScoringData unlabelled(List<String> paths) {
    return noted(ScoringData.unlabelled(spark, conf, paths, needs));
  }

  /** Rows with their labels, read and checked. */
  ScoringData labelled(List<String> paths) {
    return noted(ScoringData.labelled(spark, conf, paths, needs));
  }

  private static ScoringData noted(ScoringData data) {
    data.notes().forEach(note -> System.err.println("Note: " + note));
    return data;
  }
}
