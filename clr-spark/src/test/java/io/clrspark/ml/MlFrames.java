package io.clrspark.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small frames to train on. */
final class MlFrames {

  static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private MlFrames() {}

  /** The exclusive or of two features. */
  static Dataset<Row> xor(SparkSession spark) {
    return spark.createDataFrame(
        List.of(row(0, 0, 0), row(1, 0, 1), row(1, 1, 0), row(0, 1, 1)), SCHEMA);
  }

  /** Rows of points around the corners of a simplex, one corner per class. */
  static Dataset<Row> classes(SparkSession spark, int rows, int classes) {
    return spark.createDataFrame(classRows(rows, classes), SCHEMA);
  }

  static List<Row> classRows(int rows, int classes) {
    Random random = new Random(7);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int label = random.nextInt(classes);
      double[] features = new double[classes + 1];
      for (int f = 0; f < features.length; f++) {
        features[f] = 0.3 * random.nextGaussian() + (f == label ? 1 : 0);
      }
      all.add(RowFactory.create(Vectors.dense(features), (double) label));
    }
    return all;
  }

  /** Rows whose label is linear in two features. */
  static Dataset<Row> numbers(SparkSession spark, int rows) {
    Random random = new Random(8);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      all.add(row(2 * x - y + 0.5, x, y));
    }
    return spark.createDataFrame(all, SCHEMA);
  }

  static Row row(double label, double... features) {
    Vector vector = Vectors.dense(features);
    return RowFactory.create(vector, label);
  }
}
