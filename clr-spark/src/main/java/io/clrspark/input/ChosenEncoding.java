package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.FeatureScaling;
import io.clrspark.conf.choice.Imputation;
import io.clrspark.input.scan.SideScan;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.source.encode.RowColumns;
import io.clrspark.source.scale.FeatureStatistics;
import io.clrspark.source.scale.FittedScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** How features are made of rows, as the properties or else a loaded model ask for. */
final class ChosenEncoding {

  private final ClrConf conf;
  private final FittedEncoding loaded;
  private final RowColumns columns;

  /**
   * @param loaded the encoding of a loaded model
   */
  ChosenEncoding(ClrConf conf, FittedEncoding loaded, RowColumns columns) {
    this.conf = conf;
    this.loaded = loaded;
    this.columns = columns;
  }

  /** Whether it needs statistics of the data. */
  static boolean needStatistics(ClrConf conf) {
    return conf.get(DataProperties.SCALE) != FeatureScaling.NONE
        || conf.get(DataProperties.IMPUTE) != Imputation.NONE;
  }

  /**
   * The encoding.
   *
   * @param numbers how many numbers a row has
   * @throws ClrException if the loaded model's is for another number of features, or a column whose
   *     mean is needed has no value
   */
  FittedEncoding of(SideScan sides, int numbers) {
    List<Category> categories = new ArrayList<>();
    for (int i = 0; i < columns.categories().size(); i++) {
      Category category = columns.categories().get(i);
      boolean isLoaded = !loaded.categories().isEmpty(); // the network has a feature for each value
      categories.add(isLoaded ? category : category.keeping(sides.values(i)));
    }
    return new FittedEncoding(scaling(sides, numbers), means(sides, numbers), categories);
  }

  private Optional<FittedScaling> scaling(SideScan sides, int numbers) {
    return switch (conf.get(DataProperties.SCALE)) {
      case STANDARDIZE -> Optional.of(FittedScaling.standardizing(needed(sides)));
      case MIN_MAX -> Optional.of(FittedScaling.toUnitRange(needed(sides)));
      case NONE -> {
        if (conf.set(DataProperties.SCALE).isPresent()) {
          yield Optional.empty();
        }
        loaded.scaling().ifPresent(scaling -> requireFitting(scaling.groups(), numbers, "scale"));
        yield loaded.scaling();
      }
    };
  }

  private List<Double> means(SideScan sides, int numbers) {
    if (conf.get(DataProperties.IMPUTE) == Imputation.NONE) {
      return List.of();
    }
    if (!loaded.means().isEmpty()) {
      requireFitting(loaded.means().size(), numbers, "replace missing values");
      return loaded.means();
    }
    return Arrays.stream(needed(sides).means()).boxed().toList();
  }

  /** The statistics, of which each number has some. */
  private FeatureStatistics needed(SideScan sides) {
    FeatureStatistics found =
        Objects.requireNonNull(sides.statistics(), "statistics of the rows to train on");
    for (int group = 0; group < found.groups(); group++) {
      if (found.count(group) == 0) {
        String column =
            found.groups() == columns.numbers().size()
                ? columns.numbers().get(group)
                : "of feature " + group;
        throw ClrException.invalid(
            DataProperties.IMPUTE,
            conf.get(DataProperties.IMPUTE),
            "column %s has no value in any row to train on: leave it out by %s"
                .formatted(column, DataProperties.DROP_COLUMNS));
      }
    }
    return found;
  }

  private static void requireFitting(int groups, int numbers, String action) {
    if (numbers % groups != 0) {
      throw new ClrException(
          "Cannot %s as the loaded model does: it was trained on %s features, but the rows have %s."
                  .formatted(action, groups, numbers)
              + " Set %s.".formatted(DataProperties.SCALE));
    }
  }

  /**
   * Says which categories count as none.
   *
   * @param held the scan of the held-out rows
   */
  void note(SideScan training, SideScan held, Consumer<String> notes) {
    for (int i = 0; i < columns.categories().size(); i++) {
      long unknown = held.unknown(i, training);
      if (unknown > 0) {
        notes.accept(
            "%,d held-out rows have a value of %s that no row to train on has: it counts as none."
                .formatted(unknown, columns.categories().get(i).column()));
      }
    }
  }
}
