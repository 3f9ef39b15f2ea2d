package io.clrspark.source.libsvm;

import io.clrspark.MessageText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import io.clrspark.source.frame.FrameRow;
import java.util.StringTokenizer;

/**
 * Reads the numbers in a line of LIBSVM's format, {@code label index:value index:value ...}, with
 * indices from 1 that rise. What SVMlight writes beside them is skipped: {@code qid:...}, and all
 * from a # on.
 */
final class LibSvmRowReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most features per example; 0 if the largest index decides
   */
  LibSvmRowReader(int most) {
    this.most = most;
  }

  @Override
  public void read(FrameRow row, NumberBuffer features, NumberBuffer labels) {
    String line = row.values().getString(0);
    int comment = line.indexOf('#');
    StringTokenizer cells = new StringTokenizer(comment < 0 ? line : line.substring(0, comment));
    labels.add(number(cells.nextToken(), "the label"));
    while (cells.hasMoreTokens()) {
      String cell = cells.nextToken();
      if (!cell.startsWith("qid:")) {
        add(cell, features);
      }
    }
  }

  private void add(String cell, NumberBuffer features) {
    int colon = cell.indexOf(':');
    if (colon < 1) {
      throw new BadValueException("\"" + MessageText.of(cell) + "\" is no index, colon and value");
    }
    double index = number(cell.substring(0, colon), "an index");
    if (index != Math.rint(index) || index < 1 || index > NumberBuffer.MOST) {
      throw new BadValueException(
          "an index is \"%s\", not a whole number from 1 to %d"
              .formatted(MessageText.of(cell.substring(0, colon)), NumberBuffer.MOST));
    }
    if (index <= features.size()) {
      throw new BadValueException("the index " + (int) index + " does not rise");
    }
    if (most > 0 && index > most) {
      throw new BadValueException(
          "it has the index " + (int) index + ", but there are " + most + " features");
    }
    features.fill((int) index - 1);
    features.add(number(cell.substring(colon + 1), "the value of index " + (int) index));
  }

  private static double number(String text, String what) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadValueException(what + " is \"" + MessageText.of(text) + "\", not a number");
    }
    if (!Double.isFinite(value)) {
      throw new BadValueException(what + " is " + value + ", not a finite number");
    }
    return value;
  }
}
