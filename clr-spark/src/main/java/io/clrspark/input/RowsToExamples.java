package io.clrspark.input;

import io.clrspark.input.scale.Scaling;
import io.clrspark.rows.ExampleFormat;
import io.clrspark.rows.RowExamples;
import io.clrspark.rows.RowFilter;
import io.clrspark.rows.RowLabels;
import io.clrspark.rows.RowReader;
import io.clrspark.rows.SourceRow;
import io.clrspark.training.replica.OutputLabels;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** What becomes of rows that were surveyed: features of the shape, one-hot labels. */
final class RowsToExamples {

  private final DataShape shape;
  private final RowLabels labels;
  private final Optional<Scaling> scaling;

  RowsToExamples(DataShape shape, int classes, Optional<Scaling> scaling) {
    this.scaling = scaling;
    this.shape = shape;
    this.labels = new RowLabels(new OutputLabels(OutputLabels.Kind.CLASS, classes, ""), true);
  }

  <R extends SourceRow> JavaRDD<DataSet> of(Source<R> source, RowFilter filter) {
    RowReader<R> reader =
        scaling
            .<RowReader<R>>map(by -> new AdjustedReader<>(source.reader(), by::apply))
            .orElseGet(source::reader);
    ExampleFormat<R> format = new ExampleFormat<>(reader, labels, shape.toArray(), DataType.FLOAT);
    return source
        .rows()
        .mapPartitionsWithIndex(
            (partition, rows) -> new RowExamples<>(partition, rows, format, filter), true);
  }
}
