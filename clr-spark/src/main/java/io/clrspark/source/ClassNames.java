package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.PlainNumber;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of classes: a label stands for the place of its text among them. A number is that of a
 * name which is the same number.
 */
@Internal
public final class ClassNames implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String names;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Map<Double, Integer> numbers = new HashMap<>();

  /**
   * @param names in the order of the class numbers
   */
  public ClassNames(List<String> names) {
    this.names = String.join(", ", names);
    for (String name : names) {
      classes.put(name, classes.size());
      number(name, numbers, classes.get(name));
    }
  }

  private static void number(String name, Map<Double, Integer> numbers, int number) {
    try {
      numbers.put(Double.valueOf(name), number);
    } catch (NumberFormatException e) {
      // a text stands for itself alone
    }
  }

  /**
   * The class number of a label.
   *
   * @throws BadValueException if it is none of the names
   */
  public int of(String text) {
    @Nullable Integer found = classes.get(text);
    return found == null ? ofNumber(text) : found;
  }

  /**
   * The class number of a label that is a number.
   *
   * @throws BadValueException if it is none of the names
   */
  public int of(double label) {
    @Nullable Integer found = numbers.get(label + 0.0);
    if (found == null) {
      throw none(PlainNumber.of(label));
    }
    return found;
  }

  /** A reader of rows whose first label is one of the names. */
  public <R extends SourceRow> RowReader<R> named(RowReader<R> reader) {
    return (row, features, labels) -> {
      reader.read(row, features, labels);
      int number = of(labels.get(0));
      labels.clear();
      labels.add(number);
    };
  }

  private int ofNumber(String text) {
    try {
      return of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw none(text);
    }
  }

  private BadValueException none(String text) {
    return new BadValueException(
        "the label is \"%s\", none of %s".formatted(MessageText.of(text), MessageText.of(names)));
  }
}
