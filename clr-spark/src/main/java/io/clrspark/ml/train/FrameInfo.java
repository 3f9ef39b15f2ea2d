package io.clrspark.ml.train;

import io.clrspark.model.ModelInfo;
import io.clrspark.training.run.Versions;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** What the metadata of a frame's columns tells of a model. */
final class FrameInfo {

  private FrameInfo() {}

  /**
   * The names of the classes, the features and the label, as far as they are known.
   *
   * @param shape the shape of a row's features
   */
  static ModelInfo of(StructType schema, FrameChoice choice, List<Integer> shape) {
    return ModelInfo.none()
        .withClasses(classes(schema.apply(choice.label())))
        .withFeatures(features(schema.apply(choice.features())))
        .withLabel(choice.label())
        .withShape(shape)
        .withVersions(Versions.all());
  }

  private static List<String> classes(StructField label) {
    if (Attribute.fromStructField(label) instanceof NominalAttribute nominal) {
      Option<String[]> values = nominal.values();
      return values.isDefined() ? List.of(values.get()) : List.of();
    }
    return List.of();
  }

  private static List<String> features(StructField features) {
    if (!features.dataType().equals(SQLDataTypes.VectorType())) {
      return List.of();
    }
    Option<Attribute[]> attributes = AttributeGroup.fromStructField(features).attributes();
    if (attributes.isEmpty()
        || Arrays.stream(attributes.get()).anyMatch(one -> one.name().isEmpty())) {
      return List.of();
    }
    return Arrays.stream(attributes.get()).map(one -> one.name().get()).toList();
  }
}
