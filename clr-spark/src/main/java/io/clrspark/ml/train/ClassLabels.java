package io.clrspark.ml.train;

import io.clrspark.Internal;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.LabelEncoder;
import java.util.OptionalInt;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/** The class numbers of a label column. */
@Internal
public final class ClassLabels {

  private ClassLabels() {}

  /** How many classes the metadata of a column tells; empty if it does not. */
  public static OptionalInt ofMetadata(StructField column) {
    Attribute attribute = Attribute.fromStructField(column);
    if (attribute instanceof BinaryAttribute) {
      return OptionalInt.of(2);
    }
    if (attribute instanceof NominalAttribute nominal) {
      Option<Object> count = nominal.getNumValues();
      return count.isDefined() ? OptionalInt.of((int) count.get()) : OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  /**
   * The check of class numbers.
   *
   * @param classes how many there are; 0 for any number
   */
  static LabelEncoder numbers(int classes) {
    return new LabelEncoder(new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, classes, ""), true);
  }
}
