package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.file.FileSource;
import java.util.List;

/**
 * The names in a job's data.
 *
 * @param classes in the order of the class numbers; empty if classes have none
 * @param features the features' columns; empty if columns have no names
 * @param label the label's column; empty if columns have no names
 */
@Internal
public record DataNames(List<String> classes, List<String> features, String label) {

  public DataNames {
    classes = List.copyOf(classes);
    features = List.copyOf(features);
  }

  static DataNames of(FileSource source) {
    List<String> columns = source.columns();
    int last = columns.size() - 1;
    return last < 0
        ? new DataNames(source.classes(), List.of(), "")
        : new DataNames(source.classes(), columns.subList(0, last), columns.get(last));
  }
}
