package io.clrspark.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.clrspark.files.RecordJson;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a saved model besides the network: an entry of its zip file, in JSON. DL4J does
 * not read it.
 *
 * <pre>{@code ModelInfo.none().withClasses(List.of("cat", "dog")).withFeatures(columns)}</pre>
 *
 * @param format the format of the file, 2; files of format 1 have no such entry
 * @param classes the names of the classes, in the order of the network's outputs; empty if they
 *     have none
 * @param features the names of the features' columns, in the order of the network's input; empty if
 *     they have none
 * @param label the label's column, or columns, as {@code spark.clr.data.labelColumn} names them;
 *     empty if they have no names
 * @param shape the shape of an example's features; empty if it is not known
 * @param categories the values of each feature that is a category, in the order of the network's
 *     inputs for them; these features are the last, and the empty value stands for a missing one
 * @param means what takes the place of a missing number, for each feature that is no category, or
 *     for each channel; empty if none may be missing
 * @param data how the rows were read that the network was trained on: {@code spark.clr.data.*}
 *     without paths
 * @param versions versions by name of the software that wrote the file, such as {@code dl4j}
 */
public record ModelInfo(
    int format,
    List<String> classes,
    List<String> features,
    String label,
    List<Integer> shape,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, List<String>> categories,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Double> means,
    Map<String, String> data,
    Map<String, String> versions)
    implements Serializable {

  /** The entry of the zip file. */
  static final String ENTRY = "clr-spark/model.json";

  private static final int FORMAT = 2;
  private static final ModelInfo NONE =
      new ModelInfo(
          FORMAT, List.of(), List.of(), "", List.of(), Map.of(), List.of(), Map.of(), Map.of());

  /** Keeps copies; the maps sorted. */
  public ModelInfo {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
    shape = List.copyOf(shape);
    categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    means = List.copyOf(means);
    data = Collections.unmodifiableMap(new TreeMap<>(data));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /** Nothing is known. */
  public static ModelInfo none() {
    return NONE;
  }

  /** With the names of the classes, in the order of the network's outputs. */
  public ModelInfo withClasses(List<String> names) {
    return new ModelInfo(format, names, features, label, shape, categories, means, data, versions);
  }

  /** With the names of the features' columns, in the order of the network's input. */
  public ModelInfo withFeatures(List<String> names) {
    return new ModelInfo(format, classes, names, label, shape, categories, means, data, versions);
  }

  /**
   * With how features are made of columns.
   *
   * @param values the values of each feature that is a category, by its column
   * @param replacements what takes the place of missing numbers
   */
  public ModelInfo withEncoding(Map<String, List<String>> values, List<Double> replacements) {
    return new ModelInfo(
        format, classes, features, label, shape, values, replacements, data, versions);
  }

  /** With the name of the label's column. */
  public ModelInfo withLabel(String name) {
    return new ModelInfo(format, classes, features, name, shape, categories, means, data, versions);
  }

  /** With the shape of an example's features. */
  public ModelInfo withShape(List<Integer> sizes) {
    return new ModelInfo(
        format, classes, features, label, sizes, categories, means, data, versions);
  }

  /** With the properties that say how rows were read. */
  public ModelInfo withData(Map<String, String> properties) {
    return new ModelInfo(
        format, classes, features, label, shape, categories, means, properties, versions);
  }

  /** With the versions of the software that writes the file. */
  public ModelInfo withVersions(Map<String, String> all) {
    return new ModelInfo(format, classes, features, label, shape, categories, means, data, all);
  }

  byte[] toJson() throws IOException {
    return RecordJson.writeIndented(this);
  }

  static ModelInfo ofJson(byte[] json) throws IOException {
    return RecordJson.read(json, FORMAT, ModelInfo.class);
  }
}
