package io.clrspark.predict;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.network.Network;
import io.clrspark.network.OutputLabels;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the numbers are that a network gives for an example. Sent to the tasks. */
@Internal
public final class OutputMeaning implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean isClassifier;
  private final boolean isOneOfTwo;
  private final int units;
  private final String[] names;

  private OutputMeaning(OutputLabels labels, int units, List<String> names) {
    this.isClassifier = labels.kind() != OutputLabels.Kind.NUMBERS;
    this.isOneOfTwo = labels.isOneOfTwo();
    this.units = units;
    this.names = names.toArray(String[]::new);
  }

  /**
   * The meaning of a network's output.
   *
   * @param names the names of the classes, or of the numbers; empty if they have none
   * @throws ClrException if it has several inputs or outputs, or does not give a row per example
   */
  public static OutputMeaning of(Network network, List<String> names) {
    OutputLabels labels;
    try {
      labels = OutputLabels.of(network.architecture());
    } catch (ClrException e) {
      throw new ClrException(
          "Cannot score rows with this network: it must have one input, and as its one output a row"
              + " of numbers per example.",
          e);
    }
    int units = Math.toIntExact(labels.units());
    if (units == 0) {
      throw new ClrException(
          "Cannot score rows with this network: its output layer does not say how many units it"
              + " has.");
    }
    OutputMeaning meaning = new OutputMeaning(labels, units, names);
    boolean isFit = names.isEmpty() || names.size() == meaning.classes();
    return isFit ? meaning : new OutputMeaning(labels, units, List.of());
  }

  /** Whether the output has a probability for each class; if not, it has numbers. */
  public boolean isClassifier() {
    return isClassifier;
  }

  /** How many classes there are; of a network for numbers, how many numbers. */
  public int classes() {
    return isOneOfTwo ? 2 : units;
  }

  /** The name of a class or a number; its place if they have no names. */
  public String name(int number) {
    return names.length == 0 ? String.valueOf(number) : names[number];
  }

  /** The names of all classes or numbers. */
  public List<String> names() {
    return IntStream.range(0, classes()).mapToObj(this::name).toList();
  }

  /**
   * The probability of each class, or the numbers, for each example.
   *
   * @param output of shape [examples, units]
   */
  double[][] rows(INDArray output) {
    double[] all = output.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[][] rows = new double[all.length / units][classes()];
    for (int i = 0; i < rows.length; i++) {
      if (isOneOfTwo) {
        rows[i][0] = 1 - all[i];
        rows[i][1] = all[i];
      } else {
        System.arraycopy(all, i * units, rows[i], 0, units);
      }
    }
    return rows;
  }

  /** The place of the largest number; the first of several. */
  static int largest(double[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }
}
