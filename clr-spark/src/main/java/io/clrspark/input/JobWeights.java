package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.ClassWeights;
import io.clrspark.input.scan.SideScan;
import io.clrspark.source.ExampleWeights;
import java.util.List;
import java.util.Optional;

/** The weights of the examples to train on, by the properties. */
final class JobWeights {

  private JobWeights() {}

  /**
   * The weights.
   *
   * @param classes how many classes there are; 0 if labels are numbers
   * @throws ClrException if classes have another number of weights, or all rows weigh nothing
   */
  static ExampleWeights of(ClrConf conf, JobLabels labels, int classes, SideScan sides) {
    Optional<ClassWeights> wanted = conf.set(DataProperties.CLASS_WEIGHTS);
    if (wanted.isEmpty() && !labels.areWeighted()) {
      return ExampleWeights.none(false);
    }
    double[] ofClasses =
        wanted.map(weights -> ofClasses(weights, classes, sides)).orElse(new double[0]);
    double mean = sides.meanWeight(ofClasses);
    if (mean == 0) {
      throw labels.areWeighted()
          ? ClrException.invalid(
              DataProperties.WEIGHT_COLUMN,
              labels.weight(),
              "all rows to train on weigh 0: give some of them more")
          : ClrException.invalid(
              DataProperties.CLASS_WEIGHTS,
              wanted.orElseThrow(),
              "the classes of all rows to train on weigh 0: give some of them more");
    }
    return ExampleWeights.of(labels.areWeighted(), ofClasses, mean);
  }

  private static double[] ofClasses(ClassWeights wanted, int classes, SideScan sides) {
    List<Double> given = wanted.given();
    if (!given.isEmpty() && given.size() != classes) {
      throw ClrException.invalid(
          DataProperties.CLASS_WEIGHTS,
          wanted,
          "there are %d classes: give a number for each, or %s"
              .formatted(classes, ClassWeights.BALANCED));
    }
    double[] weights = new double[classes];
    long rows = ClassCount.sum(sides.train());
    for (int i = 0; i < classes; i++) {
      long ofClass = sides.train().getOrDefault((long) i, 0L);
      double balanced = ofClass == 0 ? 0 : (double) rows / ((double) classes * ofClass);
      weights[i] = given.isEmpty() ? balanced : given.get(i);
    }
    return weights;
  }
}
