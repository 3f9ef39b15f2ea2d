package io.clrspark.source.table;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.DataFormat;
import io.clrspark.files.DamagedFiles;
import io.clrspark.files.ErrorText;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.FileContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** Opens files of Spark's formats as frames: one frame for all files of one schema. */
final class TableFormats {

  private static final String AVRO = "org.apache.spark:spark-avro_2.12:";

  private final SparkSession session;
  private final ClrConf conf;
  private final Configuration hadoop;
  private final DataFormat format;
  private final boolean isCaseSensitive;
  private final Consumer<String> notes;
  private final Map<String, String> options = new HashMap<>();

  /**
   * @param isCaseSensitive whether names that differ in case differ
   * @param notes takes a line for what looks like a mistake
   */
  TableFormats(
      SparkSession session, ClrConf conf, boolean isCaseSensitive, Consumer<String> notes) {
    this.notes = notes;
    this.isCaseSensitive = isCaseSensitive;
    this.session = session;
    this.conf = conf;
    this.hadoop = session.sparkContext().hadoopConfiguration();
    this.format = conf.get(DataProperties.FORMAT);
    if (format == DataFormat.JSON) {
      options.put("mode", "FAILFAST");
    }
    options.putAll(conf.set(DataProperties.OPTIONS).orElse(Map.of()));
  }

  static scala.collection.immutable.Map<String, String> scala(Map<String, String> options) {
    return scala.collection.immutable.Map$.MODULE$
        .<String, String>empty()
        .$plus$plus(JavaConverters.mapAsScalaMap(options));
  }

  /**
   * The frames of the files, in the order of the first file of each.
   *
   * @throws ClrException if a file is not of the format
   */
  List<TableFiles> frames(List<DataFile> files) {
    return switch (format) {
      case CSV -> new CsvFiles(session, conf, isCaseSensitive, notes).frames(files);
      case PARQUET -> bySchema(files, file -> ParquetFiles.schema(file, hadoop));
      case ORC -> {
        FileContent.requireStart(files, "ORC", "ORC", hadoop);
        yield bySchema(files, this::orcSchema);
      }
      case AVRO -> {
        FileContent.requireStart(files, "Avro", "Obj\u0001", hadoop);
        yield bySchema(files, file -> "");
      }
      case JSON -> {
        FileContent.requireReadable(files, hadoop);
        yield bySchema(files, file -> "");
      }
      case LIBSVM, IDX, IMAGES -> throw new IllegalStateException(format + " is no table");
    };
  }

  private String orcSchema(DataFile file) {
    try {
      return String.valueOf(OrcUtils.readSchema(new Path(file.path()), hadoop, false));
    } catch (Exception e) { // Scala's methods do not declare what they throw
      throw DamagedFiles.of(file.path(), e);
    }
  }

  private List<TableFiles> bySchema(List<DataFile> files, Function<DataFile, String> schema) {
    List<TableFiles> frames = new ArrayList<>();
    for (List<DataFile> some : groups(files, file -> schema.apply(file) + file.values().keySet())) {
      frames.add(new TableFiles(frame(some), some, isCaseSensitive, List.of()));
    }
    return frames;
  }

  /** Files with the same key, in the order of the first of each. */
  static Collection<List<DataFile>> groups(List<DataFile> files, Function<DataFile, String> key) {
    Map<String, List<DataFile>> groups = new LinkedHashMap<>();
    for (DataFile file : files) {
      groups.computeIfAbsent(key.apply(file), none -> new ArrayList<>()).add(file);
    }
    return groups.values();
  }

  private Dataset<Row> frame(List<DataFile> files) {
    FileFormat reader = format(session, format.toString());
    try {
      return ListedFiles.frame(session, reader, schema(reader, files), scala(options), files);
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof ClrException known) {
        throw known;
      }
      throw DamagedFiles.of(files.get(0).path(), e);
    }
  }

  private StructType schema(FileFormat reader, List<DataFile> files) {
    try {
      return reader
          .inferSchema(
              session,
              scala(options),
              ListedFiles.seq(files.stream().map(DataFile::status).toList()))
          .get();
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (format == DataFormat.PARQUET) {
        return ParquetFiles.readableSchema(session, files.get(0), e);
      }
      throw e;
    }
  }

  /**
   * Spark's reader of a format.
   *
   * @throws ClrException if its jar is not there
   */
  static FileFormat format(SparkSession session, String name) {
    try {
      Object found =
          DataSource.lookupDataSource(name, session.sessionState().conf())
              .getDeclaredConstructor()
              .newInstance();
      Class<?> reader =
          found instanceof FileDataSourceV2 newer ? newer.fallbackFileFormat() : found.getClass();
      return (FileFormat) reader.getDeclaredConstructor().newInstance();
    } catch (Exception e) { // Spark's are not declared
      String way =
          name.equals("avro")
              ? "Start with --packages " + AVRO + session.version() + "."
              : "Spark's installation lacks it.";
      throw new ClrException(
          "Cannot read %s = %s: %s %s"
              .formatted(DataProperties.FORMAT, name, ErrorText.reason(ErrorText.root(e)), way),
          e);
    }
  }
}
