package io.clrspark.jobs.driver;

import io.clrspark.PlainNumber;
import io.clrspark.conf.Property;
import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.IUpdater;

/** A saved model as lines of text for a terminal. */
public final class ShownModel {

  private static final int FEW = 6;
  private static final String NONE = "none";

  private final SavedModel model;
  private final Network network;
  private final ModelInfo info;

  public ShownModel(SavedModel model) {
    this.model = model;
    this.network = Network.of(model.network());
    this.info = model.info().orElse(ModelInfo.none());
  }

  /** Lines {@code name: value}, and a table of the layers. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("model: " + model);
    lines.add(
        "network: %s of type %s, %s parameters"
            .formatted(
                model.network().getClass().getSimpleName(),
                network.architecture().type().toString().toLowerCase(Locale.ROOT),
                counted(network.parameters().length())));
    lines.addAll(layers());
    lines.add("updater: " + updaters());
    lines.add("schedule: " + model.schedule().map(String::valueOf).orElse(NONE));
    lines.add("iterations: " + counted(network.iteration()));
    lines.add("epochs: " + counted(network.epoch()));
    lines.add(
        "shape of an example: " + (info.shape().isEmpty() ? "not saved" : joined(info.shape())));
    lines.add("classes: " + some(info.classes()));
    lines.add("features: " + some(info.features()));
    lines.add("label: " + (info.label().isEmpty() ? "not named" : info.label()));
    info.categories()
        .forEach((column, values) -> lines.add("category " + column + ": " + shown(values)));
    if (!info.means().isEmpty()) {
      lines.add("missing numbers: " + counted(info.means().size()) + " means");
    }
    lines.add("scaling: " + model.normalizer().map(ShownModel::scaling).orElse(NONE));
    lines.add("data: " + rows());
    lines.add("versions: " + versions());
    return lines;
  }

  private List<String> layers() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"layer", "type", "in", "out", "activation", "parameters"});
    for (Trainable part : network.parts()) {
      if (part.getConfig() instanceof Layer layer) {
        boolean hasUnits = layer instanceof FeedForwardLayer;
        rows.add(
            new String[] {
              layer.getLayerName(),
              layer.getClass().getSimpleName(),
              hasUnits ? counted(((FeedForwardLayer) layer).getNIn()) : "",
              hasUnits ? counted(((FeedForwardLayer) layer).getNOut()) : "",
              layer instanceof BaseLayer base ? base.getActivationFn().toString() : "",
              counted(part.numParams())
            });
      }
    }
    return table(rows);
  }

  /** Texts to the left, numbers to the right. */
  private static List<String> table(List<String[]> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).length)
            .map(i -> rows.stream().mapToInt(row -> row[i].length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        boolean isNumber = i == 2 || i == 3 || i == 5;
        String padding = " ".repeat(widths[i] - row[i].length());
        line.append("  ").append(isNumber ? padding + row[i] : row[i] + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private String updaters() {
    Set<String> names = new LinkedHashSet<>();
    for (Trainable part : network.parts()) {
      Map<String, INDArray> table = part.paramTable(false);
      for (String parameter : table == null ? Set.<String>of() : table.keySet()) {
        IUpdater updater = part.getConfig().getUpdaterByParam(parameter);
        if (updater != null) {
          names.add(updater.getClass().getSimpleName());
        }
      }
    }
    return names.isEmpty() ? NONE : String.join(", ", names);
  }

  private static String scaling(Normalizer<?> normalizer) {
    if (normalizer instanceof NormalizerStandardize standard) {
      return "to mean 0 and deviation 1, " + each(standard.getMean());
    }
    if (normalizer instanceof NormalizerMinMaxScaler range) {
      INDArray span = range.getMax().sub(range.getMin());
      boolean isDivision =
          range.getMin().amaxNumber().doubleValue() == 0
              && span.maxNumber().equals(span.minNumber());
      return isDivision
          ? "divided by " + PlainNumber.withoutExponent(span.maxNumber().doubleValue())
          : "from the smallest and largest value to 0..1, " + each(range.getMin());
    }
    return normalizer.getClass().getSimpleName();
  }

  private static String each(INDArray statistics) {
    return "by statistics of " + counted(statistics.length()) + " features or channels";
  }

  /** How rows were read, as properties without their prefix. */
  private String rows() {
    return info.data().isEmpty()
        ? "not saved"
        : info.data().entrySet().stream()
            .map(one -> one.getKey().replace(Property.PREFIX, "") + "=" + one.getValue())
            .collect(Collectors.joining(" "));
  }

  private String versions() {
    Map<String, String> versions = new TreeMap<>(info.versions());
    return versions.isEmpty()
        ? "not saved"
        : versions.entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "not named";
    }
    int shown = names.size() <= 2 * FEW ? names.size() : FEW;
    String first = String.join(", ", names.subList(0, shown));
    return shown == names.size()
        ? first
        : "%s ... %s (%s)".formatted(first, names.get(names.size() - 1), counted(names.size()));
  }

  private static String shown(List<String> values) {
    return some(values.stream().map(value -> value.isEmpty() ? "(missing)" : value).toList());
  }

  private static String joined(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String counted(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
