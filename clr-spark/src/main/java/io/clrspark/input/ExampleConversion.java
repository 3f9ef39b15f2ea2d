package io.clrspark.input;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.ExampleWeights;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowExamples;
import io.clrspark.source.RowFilter;
import io.clrspark.source.encode.FeatureTransform;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Turns rows into examples.
 *
 * @param shape the shape of an example's features
 * @param features makes them of what is read
 * @param labels what the output layer takes
 * @param areClasses whether a row's label is a class number
 * @param isPadded whether shorter rows have zeros at their end
 */
record ExampleConversion(
    DataShape shape,
    FeatureTransform features,
    OutputLabels labels,
    boolean areClasses,
    boolean isPadded) {

  /**
   * The examples of rows, computed when they are used.
   *
   * @param filter which rows
   */
  JavaRDD<ExampleBlock> of(JavaRDD<RowBlock> rows, RowFilter filter, ExampleWeights weights) {
    ExampleFormat format =
        new ExampleFormat(
            features,
            new LabelEncoder(labels, areClasses),
            weights,
            shape.toArray(),
            isPadded ? shape.features() : 0,
            DataType.FLOAT);
    return rows.mapPartitionsWithIndex(
        (partition, blocks) -> new RowExamples(partition, blocks, format, filter), true);
  }
}
