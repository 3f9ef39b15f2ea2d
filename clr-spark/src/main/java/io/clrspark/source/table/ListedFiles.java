package io.clrspark.source.table;

import io.clrspark.source.file.DataFile;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/**
 * Files as Spark's file formats take them: exactly those listed, each once. Spark's own listing
 * takes names for patterns, leaves out hidden names, and finds other folders' columns. One place
 * for what is private to Spark in reading files.
 */
final class ListedFiles implements FileIndex {

  private final List<DataFile> files;
  private final StructType partitions;

  private ListedFiles(List<DataFile> files) {
    this.files = files;
    StructType schema = new StructType();
    for (String column : files.get(0).values().keySet()) {
      schema = schema.add(column, DataTypes.StringType);
    }
    this.partitions = schema;
  }

  /** A frame of files, whose folders all give the same columns. */
  static Dataset<Row> frame(
      SparkSession session,
      FileFormat format,
      StructType schema,
      Map<String, String> options,
      List<DataFile> files) {
    ListedFiles listed = new ListedFiles(files);
    return session.baseRelationToDataFrame(
        new HadoopFsRelation(
            listed, listed.partitions, schema, Option.empty(), format, options, session));
  }

  /** The lines of text files. */
  static Dataset<Row> lines(SparkSession session, List<DataFile> files) {
    return frame(
        session,
        TableFormats.format(session, "text"),
        new StructType().add("value", DataTypes.StringType),
        TableFormats.scala(java.util.Map.of()),
        files);
  }

  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    return seq(files.stream().map(ListedFiles::directory).toList());
  }

  private static PartitionDirectory directory(DataFile file) {
    Object[] values = file.values().values().stream().map(UTF8String::fromString).toArray();
    InternalRow row = new org.apache.spark.sql.catalyst.expressions.GenericInternalRow(values);
    return PartitionDirectory.apply(row, new FileStatus[] {file.status()});
  }

  static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }

  @Override
  public Seq<Path> rootPaths() {
    return seq(files.stream().map(file -> file.status().getPath()).toList());
  }

  @Override
  public String[] inputFiles() {
    return files.stream().map(DataFile::path).toArray(String[]::new);
  }

  @Override
  public void refresh() {}

  @Override
  public long sizeInBytes() {
    return files.stream().mapToLong(file -> file.status().getLen()).sum();
  }

  @Override
  public StructType partitionSchema() {
    return partitions;
  }
}
