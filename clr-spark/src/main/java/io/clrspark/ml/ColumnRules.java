package io.clrspark.ml;

import io.clrspark.ml.train.FrameChoice;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The rules for columns of an estimator and a model, by the schema alone. */
final class ColumnRules {

  private ColumnRules() {}

  /**
   * Requires the columns of a training.
   *
   * @throws IllegalArgumentException if there is no such column, or it is of another type
   */
  static void requireTraining(StructType schema, FrameChoice choice) {
    requireFeatures(schema, choice.features());
    requireNumber(schema, "labelCol", choice.label());
    choice.weight().ifPresent(name -> requireNumber(schema, "weightCol", name));
    choice.held().ifPresent(name -> requireBoolean(schema, "validationIndicatorCol", name));
  }

  /**
   * The schema, if its features can be read: an ML vector, an array of numbers, or a number.
   *
   * @throws IllegalArgumentException if there is no such column, or it is of another type
   */
  static StructType requireFeatures(StructType schema, String name) {
    DataType type = field(schema, "featuresCol", name).dataType();
    boolean isReadable =
        isNumber(type)
            || type.equals(SQLDataTypes.VectorType())
            || (type instanceof ArrayType array && isNumber(array.elementType()));
    if (!isReadable) {
      throw invalid("featuresCol", name, type, "an ML vector, an array of numbers or a number");
    }
    return schema;
  }

  private static void requireNumber(StructType schema, String param, String name) {
    DataType type = field(schema, param, name).dataType();
    if (!(type instanceof NumericType)) {
      throw invalid(param, name, type, "a number; Spark's StringIndexer makes numbers of texts");
    }
  }

  private static void requireBoolean(StructType schema, String param, String name) {
    DataType type = field(schema, param, name).dataType();
    if (!(type instanceof BooleanType)) {
      throw invalid(param, name, type, "boolean");
    }
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType;
  }

  private static StructField field(StructType schema, String param, String name) {
    if (schema.getFieldIndex(name).isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (no column has that name; there are %s)"
              .formatted(param, name, String.join(", ", schema.fieldNames())));
    }
    return schema.apply(name);
  }

  private static IllegalArgumentException invalid(
      String param, String name, DataType type, String rule) {
    return new IllegalArgumentException(
        "Invalid %s: %s (the column is %s, but must be %s)"
            .formatted(param, name, type.catalogString(), rule));
  }

  /**
   * The schema with a classifier's columns, each if its name is not empty.
   *
   * @param classes how many classes there are; 0 if it is not known yet
   * @throws IllegalArgumentException if there is a column of such a name
   */
  static StructType ofClasses(
      StructType schema, String raw, String probability, String prediction, int classes) {
    StructType withRaw =
        with(schema, "rawPredictionCol", raw, SQLDataTypes.VectorType(), vector(raw, classes));
    StructType withProbability =
        with(
            withRaw,
            "probabilityCol",
            probability,
            SQLDataTypes.VectorType(),
            vector(probability, classes));
    return with(
        withProbability,
        "predictionCol",
        prediction,
        DataTypes.DoubleType,
        nominal(prediction, classes));
  }

  /** The schema with a predicted number's column, if its name is not empty. */
  static StructType ofNumber(StructType schema, String prediction) {
    return with(schema, "predictionCol", prediction, DataTypes.DoubleType, Metadata.empty());
  }

  private static Metadata vector(String name, int classes) {
    return classes == 0 || name.isEmpty()
        ? Metadata.empty()
        : new AttributeGroup(name, classes).toMetadata();
  }

  private static Metadata nominal(String name, int classes) {
    return classes == 0 || name.isEmpty()
        ? Metadata.empty()
        : NominalAttribute.defaultAttr().withName(name).withNumValues(classes).toMetadata();
  }

  private static StructType with(
      StructType schema, String param, String name, DataType type, Metadata metadata) {
    if (name.isEmpty()) {
      return schema;
    }
    if (schema.getFieldIndex(name).isDefined()) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (the frame has a column of that name)".formatted(param, name));
    }
    return schema.add(new StructField(name, type, false, metadata));
  }
}
