package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.PlainNumber;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;

/**
 * Reads the numbers in a column: one number, an array of numbers (or of arrays), or an ML vector. A
 * boolean is 0 or 1.
 */
@Internal
public final class ColumnReader implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int VECTOR_FIELDS = 4; // of Spark's VectorUDT: type, size, indices, values
  private static final byte SPARSE = 0;

  private final String name;
  private final int ordinal;
  private final DataType type;
  private final CellRules rules;

  /**
   * @param name the name of the column, for messages
   * @param ordinal its place in the rows
   * @param type its type, which {@link #isReadable} or is text
   * @param rules how its cells become numbers
   */
  public ColumnReader(String name, int ordinal, DataType type, CellRules rules) {
    this.name = name;
    this.ordinal = ordinal;
    this.type = type;
    this.rules = rules;
  }

  /** Whether a column of that type holds numbers. */
  public static boolean isReadable(DataType type) {
    return isNumber(type)
        || type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && isReadable(array.elementType()));
  }

  /** Whether a value of that type is one number. */
  static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  /** The name of the column. */
  public String name() {
    return name;
  }

  /** Whether it holds one number, or the text of one. */
  public boolean isNumber() {
    return isNumber(type) || isText();
  }

  boolean isText() {
    return type instanceof StringType;
  }

  /**
   * Adds the column's numbers.
   *
   * @throws BadValueException if one is null, NaN or infinite
   */
  public void read(InternalRow row, NumberBuffer into) {
    read(row, ordinal, type, into);
  }

  private void read(SpecializedGetters from, int index, DataType what, NumberBuffer into) {
    if (from.isNullAt(index)) {
      boolean isText = type instanceof StringType;
      into.add(rules.missing(name, isText ? "is empty" : "is null, or has a null in it"));
    } else if (what instanceof StringType) {
      double number =
          rules
              .number(from.getUTF8String(index), name)
              .orElseGet(() -> rules.missing(name, "is empty"));
      into.add(number);
    } else if (what instanceof ArrayType array) {
      readArray(from.getArray(index), array.elementType(), into);
    } else if (isNumber(what)) {
      add(number(from, index, what), into);
    } else {
      readVector(from.getStruct(index, VECTOR_FIELDS), into);
    }
  }

  private void readArray(ArrayData array, DataType element, NumberBuffer into) {
    int length = array.numElements();
    for (int i = 0; i < length; i++) {
      read(array, i, element, into);
    }
  }

  private void readVector(InternalRow vector, NumberBuffer into) {
    ArrayData values = vector.getArray(3);
    if (vector.getByte(0) != SPARSE) {
      for (int i = 0; i < values.numElements(); i++) {
        add(values.getDouble(i), into);
      }
      return;
    }
    ArrayData indices = vector.getArray(2);
    int size = vector.getInt(1);
    int next = 0;
    for (int i = 0; i < size; i++) {
      boolean here = next < indices.numElements() && indices.getInt(next) == i;
      add(here ? values.getDouble(next++) : 0, into);
    }
  }

  private void add(double value, NumberBuffer into) {
    if (Double.isNaN(value)) {
      into.add(rules.missing(name, "is or has NaN, not a finite number"));
    } else if (Double.isInfinite(value)) {
      throw new BadValueException(
          "column " + name + " is or has " + value + ", not a finite number");
    } else {
      into.add(value);
    }
  }

  /** The text of a value: what names of classes are compared with. */
  String text(InternalRow row) {
    if (row.isNullAt(ordinal)) {
      throw new BadValueException("column " + name + " is empty");
    }
    return valueText(row);
  }

  /** The same; empty for null and NaN. */
  String valueText(InternalRow row) {
    if (row.isNullAt(ordinal)) {
      return "";
    }
    if (type instanceof StringType) {
      return row.getUTF8String(ordinal).toString().strip();
    }
    if (type instanceof BooleanType) {
      return String.valueOf(row.getBoolean(ordinal));
    }
    double number = number(row, ordinal, type);
    if (Double.isNaN(number)) {
      return "";
    }
    return number == (long) number ? String.valueOf((long) number) : PlainNumber.of(number);
  }

  private static double number(SpecializedGetters from, int index, DataType type) {
    if (type instanceof DoubleType) {
      return from.getDouble(index);
    }
    if (type instanceof FloatType) {
      return from.getFloat(index);
    }
    if (type instanceof IntegerType) {
      return from.getInt(index);
    }
    if (type instanceof LongType) {
      return from.getLong(index);
    }
    if (type instanceof ByteType) {
      return from.getByte(index);
    }
    if (type instanceof ShortType) {
      return from.getShort(index);
    }
    if (type instanceof BooleanType) {
      return from.getBoolean(index) ? 1 : 0;
    }
    DecimalType decimal = (DecimalType) type;
    return from.getDecimal(index, decimal.precision(), decimal.scale()).toDouble();
  }
}
