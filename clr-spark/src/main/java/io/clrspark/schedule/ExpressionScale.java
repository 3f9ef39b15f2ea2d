package io.clrspark.schedule;

import io.clrspark.MessageText;
import io.clrspark.schedule.formula.Formula;
import org.jspecify.annotations.Nullable;

/** A scale function given as text; only the text is serialized. */
final class ExpressionScale implements ScaleFunction {
  private static final long serialVersionUID = 1L;

  private final String text;

  /** Null after deserialization; a race only parses the same text twice. */
  private transient volatile @Nullable Formula formula;

  ExpressionScale(String text) {
    this.text = text.strip();
    this.formula = parse(this.text);
  }

  @Override
  public double scale(double x) {
    Formula parsed = formula;
    if (parsed == null) {
      parsed = parse(text);
      formula = parsed;
    }
    return parsed.at(x);
  }

  private static Formula parse(String text) {
    try {
      return Formula.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidScheduleException(
          "scaleFn", text, MessageText.of(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExpressionScale that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
