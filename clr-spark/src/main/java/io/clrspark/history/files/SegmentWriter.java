package io.clrspark.history.files;

import io.clrspark.Internal;
import io.clrspark.NativeLibraries;
import java.io.IOException;
import java.io.OutputStream;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to one new Parquet file. It does not use Spark, so no job of a training waits for it.
 */
@Internal
public final class SegmentWriter {

  private SegmentWriter() {}

  /**
   * Compresses a byte, so that a codec that does not work is found before there are rows.
   *
   * @throws IOException if it does not, and so no segment can be written
   */
  public static void requireCodec(Configuration hadoop) throws IOException {
    ZstandardCodec codec = new ZstandardCodec();
    codec.setConf(hadoop);
    try (OutputStream out = codec.createOutputStream(OutputStream.nullOutputStream())) {
      out.write(0);
    } catch (LinkageError e) {
      throw new IOException(NativeLibraries.problem(e).orElseGet(e::toString), e);
    }
  }

  /**
   * Writes all rows; the file is complete when this returns.
   *
   * @return the segment
   * @throws IOException if it cannot be written or already exists; a part of it may be left
   */
  public static <T> Segment write(Path path, Configuration hadoop, Table<T> table, List<T> rows)
      throws IOException {
    IntSummaryStatistics iterations = new IntSummaryStatistics();
    ChecksummedOutput file = new ChecksummedOutput(HadoopOutputFile.fromPath(path, hadoop));
    try (ParquetWriter<T> writer = new Builder<>(file, table).withConf(hadoop).build()) {
      for (T row : rows) {
        writer.write(row);
        iterations.accept(table.iteration().applyAsInt(row));
      }
    }
    return new Segment(
        table.name(),
        path.getName(),
        iterations.getCount(),
        file.bytes(),
        iterations.getMin(),
        iterations.getMax(),
        file.checksum());
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {

    private final Table<T> table;

    Builder(OutputFile file, Table<T> table) {
      super(file);
      this.table = table;
      withWriteMode(Mode.CREATE);
      withCompressionCodec(CompressionCodecName.ZSTD);
      // Version 2 stores whole numbers as differences where the dictionary is off.
      withWriterVersion(WriterVersion.PARQUET_2_0);
      for (Column<T> column : table.columns()) {
        withDictionaryEncoding(column.name(), column.kind() != Column.Kind.RISING);
      }
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration hadoop) {
      return new TableSupport<>(table);
    }
  }

  private static final class TableSupport<T> extends WriteSupport<T> {

    private final Table<T> table;
    private @Nullable RecordConsumer target;

    TableSupport(Table<T> table) {
      this.table = table;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(table.parquet(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      target = consumer;
    }

    @Override
    public void write(T row) {
      RecordConsumer consumer = Objects.requireNonNull(target);
      consumer.startMessage();
      for (int i = 0; i < table.columns().size(); i++) {
        write(consumer, i, table.columns().get(i), row);
      }
      consumer.endMessage();
    }

    private static <T> void write(RecordConsumer consumer, int index, Column<T> column, T row) {
      Object value = column.value().apply(row);
      if (value != null) {
        consumer.startField(column.name(), index);
        column.type().write(consumer, value);
        consumer.endField(column.name(), index);
      }
    }
  }
}
