package io.clrspark.input;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowExamples;
import io.clrspark.source.RowFilter;
import io.clrspark.source.scale.FittedScaling;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Turns rows into examples: features of a shape, divided and scaled, and labels. */
final class ExampleConversion {

  private final ExampleFormat format;

  ExampleConversion(
      DataShape shape,
      OutputLabels labels,
      double divisor,
      Optional<FittedScaling> scaling,
      boolean isPadded) {
    @Nullable FittedScaling scale = scaling.orElse(null);
    this.format =
        new ExampleFormat(
            features -> {
              features.divide(divisor);
              if (scale != null) {
                scale.apply(features);
              }
            },
            new LabelEncoder(labels, true),
            shape.toArray(),
            isPadded ? shape.features() : 0,
            DataType.FLOAT);
  }

  JavaRDD<ExampleBlock> of(JavaRDD<RowBlock> rows, RowFilter filter) {
    ExampleFormat sent = format;
    return rows.mapPartitionsWithIndex(
        (partition, blocks) -> new RowExamples(partition, blocks, sent, filter), true);
  }
}
