package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.files.DamagedFiles;
import io.clrspark.source.file.DataFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.StructType;

/** Checks the end of Parquet files, which shows whether they are complete. */
final class ParquetFiles {

  /** The bytes that a file starts and ends with. */
  private static final String MAGIC = "PAR1";

  private ParquetFiles() {}

  /**
   * The schema of a file, as a text. Requires a complete file: for others Spark prints a page of
   * stack traces.
   *
   * @throws ClrException if it is a file without Parquet's end, or with a damaged footer
   */
  static String schema(DataFile file, Configuration hadoop) {
    if (!end(file.path(), hadoop).equals(MAGIC)) {
      throw new ClrException(
          "Cannot read %s: it is no Parquet file, or not a whole one: it does not end with %s."
                  .formatted(file.path(), MAGIC)
              + " Give the whole file.");
    }
    return footer(file, hadoop).toString();
  }

  private static MessageType footer(DataFile file, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), hadoop))) {
      requireCodecs(file, reader.getFooter().getBlocks(), hadoop);
      return reader.getFileMetaData().getSchema();
    } catch (ClrException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // Parquet throws either
      throw DamagedFiles.of(file.path(), e);
    }
  }

  private static void requireCodecs(
      DataFile file, List<BlockMetaData> blocks, Configuration hadoop) {
    Set<CompressionCodecName> codecs =
        blocks.stream()
            .flatMap(block -> block.getColumns().stream())
            .map(ColumnChunkMetaData::getCodec)
            .collect(Collectors.toSet());
    for (CompressionCodecName codec : codecs) {
      String reader = codec.getHadoopCompressionCodecClassName();
      if (reader != null && hadoop.getClassByNameOrNull(reader) == null) {
        throw new ClrException(
            "Cannot read %s: it is compressed by %s, whose class %s is not there."
                    .formatted(file.path(), codec.name().toLowerCase(Locale.ROOT), reader)
                + " Write it with snappy, gzip or zstd.");
      }
    }
  }

  /**
   * The columns of a file that Spark can read, where it refuses the file for one that it cannot: a
   * column that nobody selects does not matter.
   */
  static StructType readableSchema(SparkSession session, DataFile file, Exception refused) {
    ParquetToSparkSchemaConverter converter =
        new ParquetToSparkSchemaConverter(session.sessionState().conf());
    StructType readable = new StructType();
    MessageType schema = footer(file, session.sparkContext().hadoopConfiguration());
    for (Type field : schema.getFields()) {
      try {
        readable =
            readable.merge(
                converter.convert(new MessageType(schema.getName(), List.of(field))), true);
      } catch (Exception e) { // Scala's methods do not declare what they throw
        if (!(e instanceof AnalysisException)) {
          throw e;
        }
      }
    }
    if (readable.isEmpty()) {
      throw DamagedFiles.of(file.path(), refused);
    }
    return readable;
  }

  private static String end(String file, Configuration hadoop) {
    Path path = new Path(file);
    try {
      FileSystem system = path.getFileSystem(hadoop);
      long length = system.getFileStatus(path).getLen();
      byte[] end = new byte[(int) Math.min(MAGIC.length(), length)];
      try (FSDataInputStream in = system.open(path)) {
        in.readFully(length - end.length, end);
      }
      return new String(end, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new ClrException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
