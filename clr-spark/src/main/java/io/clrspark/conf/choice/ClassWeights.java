package io.clrspark.conf.choice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How much the examples of each class weigh in the loss.
 *
 * @param given a number >= 0 per class, in the order of the class numbers; empty if classes are to
 *     be balanced: n / (k * c) for a class of c of the n examples, of k classes, as scikit-learn
 *     has it
 */
public record ClassWeights(List<Double> given) {

  private static final String BALANCED_TEXT = "balanced";

  /** Every class weighs the same, however many examples it has. */
  public static final ClassWeights BALANCED = new ClassWeights(List.of());

  /** Keeps a copy. */
  public ClassWeights {
    given = List.copyOf(given);
  }

  @Override
  public String toString() {
    return given.isEmpty()
        ? BALANCED_TEXT
        : given.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
