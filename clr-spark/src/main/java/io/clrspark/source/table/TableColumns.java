package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.frame.FrameColumns;
import io.clrspark.source.frame.FrameColumns.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Chooses the columns of a table that are features and label, by the properties. */
final class TableColumns {

  private final ClrConf conf;
  private final TableFiles table;
  private final FrameColumns all;
  private final Consumer<String> notes;

  TableColumns(ClrConf conf, TableFiles table, Consumer<String> notes) {
    this.conf = conf;
    this.table = table;
    this.all = table.columns();
    this.notes = notes;
  }

  /**
   * The columns to train on. Categories have no values yet.
   *
   * @throws ClrException if a property names a column that is not there, or one for two purposes
   */
  RowColumns chosen() {
    List<String> kept = kept();
    List<String> labels = labels(kept);
    String weight = weight();
    Map<Object, String> taken = new HashMap<>();
    for (String label : labels) {
      if (taken.put(find(DataProperties.LABEL_COLUMN, label).origin(), "the label") != null) {
        throw ClrException.invalid(DataProperties.LABEL_COLUMN, label, "it is named twice");
      }
    }
    if (!weight.isEmpty()
        && taken.put(find(DataProperties.WEIGHT_COLUMN, weight).origin(), "the weight") != null) {
      throw ClrException.invalid(DataProperties.WEIGHT_COLUMN, weight, "it is the label");
    }
    RowColumns features = features(kept, taken);
    if (features.isEmpty()) {
      throw new ClrException("Cannot read " + table.source() + ": it has no column but the label.");
    }
    return new RowColumns(features.numbers(), features.categories(), labels, weight);
  }

  /** All features, without labels and a weight that properties name. */
  RowColumns features() {
    List<String> kept = kept();
    Map<Object, String> taken = new HashMap<>();
    if (conf.set(DataProperties.LABEL_COLUMN).isPresent()) {
      labels(kept)
          .forEach(
              name -> all.find(name).ifPresent(label -> taken.put(label.origin(), "the label")));
    }
    conf.set(DataProperties.WEIGHT_COLUMN)
        .flatMap(name -> all.find(actual(name)))
        .ifPresent(weight -> taken.put(weight.origin(), "the weight"));
    return features(kept, taken);
  }

  /**
   * The features: those that properties name, or else all others.
   *
   * @param taken what other columns are, by origin
   */
  private RowColumns features(List<String> kept, Map<Object, String> taken) {
    Set<Object> categorical = new LinkedHashSet<>();
    List<Category> categories = new ArrayList<>();
    for (String name : conf.set(DataProperties.CATEGORICAL_COLUMNS).orElse(List.of())) {
      String actual = named(DataProperties.CATEGORICAL_COLUMNS, name, taken);
      if (!categorical.add(all.find(actual).orElseThrow().origin())) {
        throw ClrException.invalid(DataProperties.CATEGORICAL_COLUMNS, name, "it is named twice");
      }
      categories.add(Category.of(actual, List.of()));
    }
    List<String> numbers = new ArrayList<>();
    for (String name : numbers(kept, taken)) {
      if (!categorical.contains(all.find(name).orElseThrow().origin())) {
        numbers.add(name);
      }
    }
    return new RowColumns(numbers, categories, List.of(), "");
  }

  private List<String> numbers(List<String> kept, Map<Object, String> taken) {
    Optional<List<String>> images = conf.set(DataProperties.IMAGE_COLUMN).map(List::of);
    Property<?> property =
        images.isPresent() ? DataProperties.IMAGE_COLUMN : DataProperties.FEATURE_COLUMNS;
    return images
        .or(() -> conf.set(DataProperties.FEATURE_COLUMNS))
        .map(names -> names.stream().map(name -> named(property, name, taken)).toList())
        .orElseGet(
            () ->
                kept.stream()
                    .filter(name -> !taken.containsKey(all.find(name).orElseThrow().origin()))
                    .toList());
  }

  /** The column of a name that a property gives. */
  private String named(Property<?> property, String name, Map<Object, String> taken) {
    String actual = actual(name);
    Object origin = find(property, actual).origin();
    if (taken.containsKey(origin)) {
      throw ClrException.invalid(
          property, name, "it is %s: leave it out".formatted(taken.get(origin)));
    }
    return actual;
  }

  /** Columns that were chosen elsewhere, with the names that they have here. */
  RowColumns actual(RowColumns given) {
    return new RowColumns(
        given.numbers().stream().map(this::actual).toList(),
        given.categories().stream()
            .map(category -> category.in(actual(category.column())))
            .toList(),
        given.labels().stream().map(this::actual).toList(),
        given.weight().isEmpty() ? "" : actual(given.weight()));
  }

  /**
   * Requires columns that a model was trained on.
   *
   * @throws ClrException if one is missing
   */
  void requireAll(List<String> features) {
    List<String> missing = features.stream().filter(name -> all.find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new ClrException(
          "Cannot read %s: it has no column %s, which the model takes; it has %s. Name the features by %s, in the order of the model's."
              .formatted(
                  table.source(),
                  MessageText.of(missing.get(0)),
                  shown(table),
                  DataProperties.FEATURE_COLUMNS));
    }
  }

  /** All columns but those that are left out, or that other programs write beside the data. */
  private List<String> kept() {
    Set<Object> dropped = new HashSet<>();
    for (String name : conf.set(DataProperties.DROP_COLUMNS).orElse(List.of())) {
      dropped.add(find(DataProperties.DROP_COLUMNS, actual(name)).origin());
    }
    List<String> kept = new ArrayList<>();
    List<String> index = new ArrayList<>();
    List<String> names = all.names();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (isIndex(name, i)) {
        index.add(name);
      } else if (!name.equals(CsvDialect.REST) && !dropped.contains(all.at(i).origin())) {
        kept.add(name);
      }
    }
    index.removeIf(name -> isNamed(name));
    if (!index.isEmpty()) {
      notes.accept(
          "Not a feature: %s of %s, the index of a pandas table. %s names the features otherwise."
              .formatted(String.join(", ", index), table.source(), DataProperties.FEATURE_COLUMNS));
    }
    if (kept.isEmpty()) {
      throw new ClrException("Cannot read " + table.source() + ": no column of it is left.");
    }
    return kept;
  }

  private boolean isNamed(String name) {
    return conf.get(DataProperties.LABEL_COLUMN).contains(name)
        || conf.set(DataProperties.FEATURE_COLUMNS).orElse(List.of()).contains(name)
        || conf.set(DataProperties.CATEGORICAL_COLUMNS).orElse(List.of()).contains(name);
  }

  /** Whether pandas wrote it: a first column without a name in CSV, or a column of that name. */
  private boolean isIndex(String name, int place) {
    boolean isUnnamed = place == 0 && conf.get(DataProperties.HEADER) && name.equals("_c0");
    return name.matches("__index_level_\\d+__") || isUnnamed || name.equals("Unnamed: 0");
  }

  private String weight() {
    return conf.set(DataProperties.WEIGHT_COLUMN).map(this::actual).orElse("");
  }

  private List<String> labels(List<String> kept) {
    return conf.get(DataProperties.LABEL_COLUMN).stream()
        .map(wanted -> labelName(wanted, kept))
        .toList();
  }

  /** The property gives a label by name, first, last or index. */
  private String labelName(String wanted, List<String> kept) {
    if (all.find(wanted).isPresent()) {
      return wanted;
    }
    return switch (wanted) {
      case "first" -> kept.get(0);
      case "last" -> kept.get(kept.size() - 1);
      default -> actual(wanted);
    };
  }

  /** A column's name, for its name or its zero-based index. */
  private String actual(String name) {
    boolean isIndex = name.matches("\\d{1,9}") && all.find(name).isEmpty();
    int index = isIndex ? Integer.parseInt(name) : -1;
    return index >= 0 && index < table.count() ? all.names().get(index) : name;
  }

  private Found find(Property<?> property, String name) {
    return all.find(name)
        .orElseThrow(
            () ->
                ClrException.invalid(
                    property,
                    name,
                    table.names().isEmpty()
                        ? "%s: %s; it has %s"
                            .formatted(table.source(), all.whyNone(name), shown(table))
                        : "%s has no such column: its columns are 0 to %d"
                            .formatted(table.source(), table.count() - 1)));
  }

  /**
   * Requires the columns of other files: where they were not named, all of them are used.
   *
   * @param first where the columns are from
   * @param isSame whether no further columns may be there
   * @throws ClrException if one is missing, or one more would be dropped
   */
  void requireSame(List<String> columns, TableFiles first, boolean isSame) {
    List<String> missing = columns.stream().filter(name -> all.find(name).isEmpty()).toList();
    boolean allUsed =
        conf.set(DataProperties.FEATURE_COLUMNS).isEmpty()
            && conf.set(DataProperties.IMAGE_COLUMN).isEmpty();
    Set<String> known = new HashSet<>(first.columns().names());
    List<String> more =
        all.names().stream()
            .filter(name -> !known.contains(name) && !columns.contains(name))
            .toList();
    if (!missing.isEmpty() || (isSame && allUsed && !more.isEmpty())) {
      throw new ClrException(
          "Cannot read %s: its %s are not those of %s (%s). Give files of one layout, or name the features by %s."
              .formatted(
                  table.source(),
                  shown(table),
                  first.source(),
                  shown(first),
                  DataProperties.FEATURE_COLUMNS));
    }
  }

  private static String shown(TableFiles table) {
    int count = table.count();
    if (!table.names().isEmpty()) {
      return count + " columns";
    }
    List<String> names = new ArrayList<>(List.of(table.frame().columns()));
    names.remove(CsvDialect.REST);
    return count + " columns [" + MessageText.of(String.join(",", names)) + "]";
  }
}
