package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.Property;
import io.clrspark.source.frame.FrameColumns;
import io.clrspark.source.frame.FrameColumns.Found;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
   * The names of the features, then that of the label.
   *
   * @throws ClrException if a property names a column that is not there, or the label is a feature
   */
  List<String> chosen() {
    List<String> kept = kept();
    Found label = label(kept);
    List<String> chosen = new ArrayList<>();
    Optional<List<String>> named =
        conf.set(DataProperties.IMAGE_COLUMN)
            .map(List::of)
            .or(() -> conf.set(DataProperties.FEATURE_COLUMNS));
    if (named.isPresent()) {
      Property<?> property =
          conf.set(DataProperties.IMAGE_COLUMN).isPresent()
              ? DataProperties.IMAGE_COLUMN
              : DataProperties.FEATURE_COLUMNS;
      for (String name : named.get()) {
        String actual = actual(name);
        if (find(property, actual).origin().equals(label.origin())) {
          throw ClrException.invalid(property, name, "it is the label: leave it out");
        }
        chosen.add(actual);
      }
    } else {
      for (String name : kept) {
        if (!all.find(name).orElseThrow().origin().equals(label.origin())) {
          chosen.add(name);
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new ClrException("Cannot read " + table.source() + ": it has no column but the label.");
    }
    chosen.add(labelName(kept));
    return chosen;
  }

  /** The names of all features, without a label that a property names. */
  List<String> features() {
    Optional<List<String>> named =
        conf.set(DataProperties.IMAGE_COLUMN)
            .map(List::of)
            .or(() -> conf.set(DataProperties.FEATURE_COLUMNS));
    if (named.isPresent()) {
      return named.get().stream().map(this::actual).toList();
    }
    List<String> kept = new ArrayList<>(kept());
    conf.set(DataProperties.LABEL_COLUMN).ifPresent(label -> kept.remove(labelName(kept)));
    return kept;
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
    return conf.get(DataProperties.LABEL_COLUMN).equals(name)
        || conf.set(DataProperties.FEATURE_COLUMNS).orElse(List.of()).contains(name);
  }

  /** Whether pandas wrote it: a first column without a name in CSV, or a column of that name. */
  private boolean isIndex(String name, int place) {
    boolean isUnnamed = place == 0 && conf.get(DataProperties.HEADER) && name.equals("_c0");
    return name.matches("__index_level_\\d+__") || isUnnamed || name.equals("Unnamed: 0");
  }

  private Found label(List<String> kept) {
    return find(DataProperties.LABEL_COLUMN, labelName(kept));
  }

  /** The property gives the label by name, first, last or index. */
  private String labelName(List<String> kept) {
    String wanted = conf.get(DataProperties.LABEL_COLUMN);
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
