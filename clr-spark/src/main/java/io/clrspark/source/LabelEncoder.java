package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.network.OutputLabels;
import java.io.Serializable;

/** Turns the label columns of a row into the labels of the output layer, and checks them. */
@Internal
public final class LabelEncoder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final OutputLabels.Kind kind;
  private final int units;
  private final boolean isClass;

  /**
   * @param labels the labels that the output layer takes
   * @param isClass whether a row has a class number instead of a number per unit
   */
  public LabelEncoder(OutputLabels labels, boolean isClass) {
    this.kind = labels.kind();
    this.units = Math.toIntExact(labels.units());
    this.isClass = isClass;
  }

  /**
   * The labels of an example.
   *
   * @param from the numbers in the label columns
   * @throws BadValueException if the output layer does not take them
   */
  public void convert(NumberBuffer from, NumberBuffer into) {
    into.clear();
    if (isClass) {
      addClass(from.get(0), into);
      return;
    }
    if (units > 0 && from.size() != units) {
      throw new BadValueException(
          "it has " + from.size() + " labels, but the output layer " + units + " units");
    }
    for (int i = 0; i < from.size(); i++) {
      into.add(checked(from.get(i)));
    }
  }

  /**
   * Checks the number of a class.
   *
   * @throws BadValueException if there is no such class
   */
  public void requireClass(double label) {
    boolean open = units == 0; // a class number, of as many classes as the network may have
    if (label != Math.rint(label) || label < 0 || (!open && label >= units)) {
      String text = label == Math.rint(label) ? String.valueOf((long) label) : "" + label;
      String range = open ? "" : " to " + (units - 1);
      throw new BadValueException("the label is " + text + ", not a whole number from 0" + range);
    }
  }

  private void addClass(double label, NumberBuffer into) {
    requireClass(label);
    if (kind == OutputLabels.Kind.CLASS_NUMBER) {
      into.add(label);
      return;
    }
    for (int unit = 0; unit < units; unit++) {
      into.add(unit == label ? 1 : 0);
    }
  }

  private double checked(double label) {
    if (kind == OutputLabels.Kind.PROBABILITIES && !(label >= 0 && label <= 1)) {
      throw new BadValueException(
          "a label is " + label + ", but the output layer's loss takes numbers from 0 to 1");
    }
    return label;
  }
}
