package io.clrspark.history.files;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.Types.primitive;

import io.clrspark.Internal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The type of a column, in Java, in Spark and in Parquet. */
@Internal
public enum ColumnType {
  INT,
  LONG,
  DOUBLE,
  STRING,
  /** An {@link Instant}, stored in microseconds, UTC. */
  TIMESTAMP;

  DataType spark() {
    return switch (this) {
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING -> DataTypes.StringType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }

  PrimitiveType parquet(String name, Repetition repetition) {
    return switch (this) {
      case INT -> primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case LONG -> primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case DOUBLE -> primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case STRING -> primitive(PrimitiveTypeName.BINARY, repetition).as(stringType()).named(name);
      case TIMESTAMP ->
          primitive(PrimitiveTypeName.INT64, repetition)
              .as(timestampType(true, TimeUnit.MICROS))
              .named(name);
    };
  }

  void write(RecordConsumer consumer, Object value) {
    switch (this) {
      case INT -> consumer.addInteger((Integer) value);
      case LONG -> consumer.addLong((Long) value);
      case DOUBLE -> consumer.addDouble((Double) value);
      case STRING -> consumer.addBinary(Binary.fromString((String) value));
      case TIMESTAMP -> consumer.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
    }
  }
}
