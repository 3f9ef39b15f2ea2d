package io.clrspark.history.files;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import io.clrspark.Internal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** The type of a column, in Java, in Spark and in Parquet. */
@Internal
@SuppressWarnings("ImmutableEnumChecker") // no such type is marked, but both are immutable
public enum ColumnType {
  INT(DataTypes.IntegerType, PrimitiveTypeName.INT32, null),
  LONG(DataTypes.LongType, PrimitiveTypeName.INT64, null),
  DOUBLE(DataTypes.DoubleType, PrimitiveTypeName.DOUBLE, null),
  STRING(DataTypes.StringType, PrimitiveTypeName.BINARY, stringType()),
  /** An {@link Instant}, stored in microseconds, UTC. */
  TIMESTAMP(DataTypes.TimestampType, PrimitiveTypeName.INT64, timestampType(true, TimeUnit.MICROS));

  private final DataType spark;
  private final PrimitiveTypeName stored;
  private final @Nullable LogicalTypeAnnotation meaning;

  ColumnType(DataType spark, PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation meaning) {
    this.spark = spark;
    this.stored = stored;
    this.meaning = meaning;
  }

  DataType spark() {
    return spark;
  }

  PrimitiveType parquet(String name, Repetition repetition) {
    return Types.primitive(stored, repetition).as(meaning).named(name);
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
