package io.clrspark.history.files;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionPath;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Map$;
import scala.collection.mutable.LinkedHashMap;

/**
 * Tells Spark which files a table has, from manifests alone. No folder is listed and no file is
 * asked for its length, so thousands of segments add no requests. A file that no manifest names is
 * never opened. Spark's streaming sink reads its own log in the same way.
 */
@Internal
public final class SegmentIndex extends PartitioningAwareFileIndex {

  private static final StructType BY_RUN = new StructType().add(Table.RUN_ID, DataTypes.StringType);
  private static final long ANY_BLOCK_SIZE = 128L << 20;

  /** Overrides the session: a damaged segment is an error, not missing rows. */
  private static final Map<String, String> WHOLE =
      Map$.MODULE$
          .<String, String>empty()
          .$plus(new Tuple2<>("ignoreCorruptFiles", "false"))
          .$plus(new Tuple2<>("ignoreMissingFiles", "false"));

  private final Path root;
  private final PartitionSpec runs;
  private final LinkedHashMap<Path, FileStatus> files = new LinkedHashMap<>();
  private Map<Path, FileStatus[]> byFolder = Map$.MODULE$.empty();

  private SegmentIndex(
      SparkSession spark, HistoryLayout layout, Table<?> table, List<Manifest> manifests) {
    super(spark, Map$.MODULE$.empty(), Option.empty(), NoopCache$.MODULE$);
    this.root = layout.folder(table.name());
    List<PartitionPath> folders = new ArrayList<>();
    for (Manifest manifest : manifests) {
      Path folder = layout.folder(table.name(), manifest.runId());
      add(folder, segments(folder, table, manifest));
      folders.add(new PartitionPath(runId(manifest), folder));
    }
    this.runs = new PartitionSpec(BY_RUN, seq(folders));
  }

  /** The rows of the table in all segments that the manifests name, the run's id first. */
  public static Dataset<Row> read(
      SparkSession spark, HistoryLayout layout, Table<?> table, List<Manifest> manifests) {
    HadoopFsRelation relation =
        new HadoopFsRelation(
            new SegmentIndex(spark, layout, table, manifests),
            BY_RUN,
            table.schema(),
            Option.empty(),
            new ParquetFileFormat(),
            WHOLE,
            spark);
    String[] columns = table.schema().fieldNames();
    return spark.baseRelationToDataFrame(relation).select(Table.RUN_ID, columns);
  }

  private void add(Path folder, FileStatus[] segments) {
    byFolder = byFolder.$plus(new Tuple2<>(folder, segments));
    for (FileStatus segment : segments) {
      files.put(segment.getPath(), segment);
    }
  }

  private static FileStatus[] segments(Path folder, Table<?> table, Manifest manifest) {
    return manifest.segments().stream()
        .filter(segment -> segment.table().equals(table.name()))
        .map(segment -> status(new Path(folder, segment.file()), segment.bytes()))
        .toArray(FileStatus[]::new);
  }

  private static InternalRow runId(Manifest manifest) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(manifest.runId())});
  }

  private static FileStatus status(Path path, long bytes) {
    return new FileStatus(bytes, false, 1, ANY_BLOCK_SIZE, 0, path);
  }

  @Override
  public PartitionSpec partitionSpec() {
    return runs;
  }

  @Override
  public LinkedHashMap<Path, FileStatus> leafFiles() {
    return files;
  }

  @Override
  public Map<Path, FileStatus[]> leafDirToChildrenFiles() {
    return byFolder;
  }

  @Override
  public Seq<Path> rootPaths() {
    return seq(List.of(root));
  }

  /** Does nothing: an index shows what was visible when it was created. */
  @Override
  public void refresh() {}

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toSeq();
  }
}
