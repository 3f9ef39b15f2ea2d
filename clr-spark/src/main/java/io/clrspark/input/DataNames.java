package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.FileSource;
import java.util.List;

/**
 * The names in a job's data.
 *
 * @param classes in the order of the class numbers; empty if classes have none
 * @param features the features' columns; empty if columns have no names
 * @param labels the labels' columns; empty if columns have no names
 */
@Internal
public record DataNames(List<String> classes, List<String> features, List<String> labels) {

  public DataNames {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
    labels = List.copyOf(labels);
  }

  static DataNames of(FileSource source) {
    return new DataNames(source.classes(), source.columns().features(), source.columns().labels());
  }

  /** The labels' columns as {@link DataProperties#LABEL_COLUMN} names them; empty for none. */
  public String label() {
    return labels.isEmpty() ? "" : DataProperties.LABEL_COLUMN.format(labels);
  }
}
