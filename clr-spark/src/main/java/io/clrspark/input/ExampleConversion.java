package io.clrspark.input;

import io.clrspark.network.OutputLabels;
import io.clrspark.source.ExampleFormat;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowExamples;
import io.clrspark.source.RowFilter;
import io.clrspark.source.RowReader;
import io.clrspark.source.SourceRow;
import io.clrspark.source.file.FileSource;
import io.clrspark.source.scale.FittedScaling;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Turns rows into examples: features of a shape, scaled, and one-hot labels. */
final class ExampleConversion {

  private final DataShape shape;
  private final LabelEncoder labels;
  private final Optional<FittedScaling> scaling;

  ExampleConversion(DataShape shape, int classes, Optional<FittedScaling> scaling) {
    this.scaling = scaling;
    this.shape = shape;
    this.labels = new LabelEncoder(new OutputLabels(OutputLabels.Kind.CLASS, classes, ""), true);
  }

  <R extends SourceRow> JavaRDD<DataSet> of(FileSource<R> source, RowFilter filter) {
    RowReader<R> reader = scaling.map(by -> source.adjusted(by::apply)).orElse(source).reader();
    ExampleFormat<R> format = new ExampleFormat<>(reader, labels, shape.toArray(), DataType.FLOAT);
    return source
        .rows()
        .mapPartitionsWithIndex(
            (partition, rows) -> new RowExamples<>(partition, rows, format, filter), true);
  }
}
