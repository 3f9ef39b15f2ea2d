package io.clrspark.ml.predict;

import io.clrspark.Internal;
import io.clrspark.ml.param.ClrParams;
import io.clrspark.network.replica.OutputPool;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Adds a model's columns to a frame, which may be of a stream. */
@Internal
public final class Scoring {

  private final OutputPool pool;
  private final int features;
  private final List<Integer> shape;
  private final ClrParams params;

  /**
   * @param features numbers per row
   * @param shape the shape of an example's features
   */
  public Scoring(OutputPool pool, int features, List<Integer> shape, ClrParams params) {
    this.pool = pool;
    this.features = features;
    this.shape = List.copyOf(shape);
    this.params = params;
  }

  /**
   * The frame with the columns. Runs no job.
   *
   * @param column the features
   * @param schema the frame's schema with the columns at its end
   */
  public Dataset<Row> of(
      Dataset<?> dataset, String column, OutputColumns columns, StructType schema) {
    Dataset<Row> frame = dataset.toDF();
    Broadcast<OutputPool> sent =
        JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext()).broadcast(pool);
    Double missing = params.isDefined(params.dataMissing()) ? params.getDataMissing() : null;
    ScoringTask task =
        new ScoringTask(
            sent,
            frame.schema().fieldIndex(column),
            new RowFeatures(column, features, missing),
            shape,
            columns,
            params.getHandleInvalid());
    Dataset<Row> scored = frame.mapPartitions(task, Encoders.row(schema));
    return scored.select(withMetadata(schema));
  }

  /** Spark's encoders know no metadata. */
  private static Column[] withMetadata(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(
            field ->
                functions
                    .col("`" + field.name().replace("`", "``") + "`")
                    .as(field.name(), field.metadata()))
        .toArray(Column[]::new);
  }
}
