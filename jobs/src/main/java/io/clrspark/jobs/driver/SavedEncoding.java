package io.clrspark.jobs.driver;

import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.source.encode.Category;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.source.scale.FittedScaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encoding of features as a model keeps it: the scaling as its normalizer, which includes the
 * division and all features; means and categories in its {@link ModelInfo}.
 */
final class SavedEncoding {

  private SavedEncoding() {}

  /**
   * The encoding of a saved model.
   *
   * @param divisor what numbers are divided by before it
   * @throws io.clrspark.ClrException if its normalizer is of another kind
   */
  static FittedEncoding of(SavedModel model, double divisor) {
    List<Category> categories = categories(model);
    int ofCategories = categories.stream().mapToInt(Category::size).sum();
    Optional<FittedScaling> scaling =
        model
            .normalizer()
            .map(normalizer -> FittedScaling.of(normalizer, divisor))
            .map(all -> all.first(all.groups() - ofCategories));
    List<Double> means =
        model.info().orElse(ModelInfo.none()).means().stream().map(mean -> mean / divisor).toList();
    return new FittedEncoding(scaling, means, categories);
  }

  /** The categories of a saved model, in the order of its features. */
  static List<Category> categories(SavedModel model) {
    ModelInfo info = model.info().orElse(ModelInfo.none());
    List<Category> categories = new ArrayList<>();
    for (String feature : info.features()) {
      List<String> values = info.categories().get(feature);
      if (values != null) {
        categories.add(Category.of(feature, values));
      }
    }
    return categories;
  }

  /** The values of each category by its column. */
  static Map<String, List<String>> values(FittedEncoding encoding) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    encoding.categories().forEach(category -> values.put(category.column(), category.values()));
    return values;
  }

  /** The means as numbers that are not divided yet. */
  static List<Double> means(FittedEncoding encoding, double divisor) {
    return encoding.means().stream().map(mean -> mean * divisor).toList();
  }
}
