package io.clrspark.predict;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of predictions: {@code file} and {@code row}, the zero-based place of the row there.
 * Then of a classifier {@code prediction}, the number of the class, {@code name} and the
 * probabilities; otherwise the predicted numbers. Several numbers are one column with an array, or
 * in flat files, such as CSV, a column each.
 */
@Internal
public final class PredictionColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String PREDICTION = "prediction";
  private static final String PROBABILITY = "probability";

  private final OutputMeaning meaning;
  private final boolean isFlat;
  private final boolean isFloat;

  /**
   * @param isFlat whether each number is a column
   * @param isFloat whether numbers are floats, or else doubles
   */
  PredictionColumns(OutputMeaning meaning, boolean isFlat, boolean isFloat) {
    this.meaning = meaning;
    this.isFlat = isFlat;
    this.isFloat = isFloat;
  }

  OutputMeaning meaning() {
    return meaning;
  }

  /** The names and types of the columns. */
  StructType schema() {
    StructType schema =
        new StructType().add("file", DataTypes.StringType).add("row", DataTypes.LongType, false);
    if (meaning.isClassifier()) {
      return numbers(
          schema
              .add(PREDICTION, DataTypes.IntegerType, false)
              .add("name", DataTypes.StringType, false),
          PROBABILITY,
          meaning.names());
    }
    return meaning.classes() == 1
        ? schema.add(PREDICTION, type(), false)
        : numbers(schema, PREDICTION, meaning.names());
  }

  private StructType numbers(StructType before, String name, List<String> each) {
    if (!isFlat) {
      return before.add(name, DataTypes.createArrayType(type(), false), false);
    }
    StructType schema = before;
    for (String one : each) {
      schema = schema.add(name + "_" + one, type(), false);
    }
    return schema;
  }

  private DataType type() {
    return isFloat ? DataTypes.FloatType : DataTypes.DoubleType;
  }

  /** Adds the cells of one prediction. */
  void addTo(List<Object> cells, double[] output) {
    if (meaning.isClassifier()) {
      int best = OutputMeaning.largest(output);
      cells.add(best);
      cells.add(meaning.name(best));
    }
    Object[] numbers = Arrays.stream(output).<Object>mapToObj(value -> number(value)).toArray();
    if (isFlat || (!meaning.isClassifier() && numbers.length == 1)) {
      cells.addAll(Arrays.asList(numbers));
    } else {
      cells.add(numbers);
    }
  }

  private Object number(double value) {
    return isFloat ? (Object) (float) value : (Object) value;
  }
}
