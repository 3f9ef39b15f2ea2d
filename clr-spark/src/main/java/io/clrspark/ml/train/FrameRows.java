package io.clrspark.ml.train;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowBlocks;
import io.clrspark.source.frame.CellRules;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FileRows;
import io.clrspark.source.frame.FrameRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a frame as numbers, read once: they stay on the disks of the executors until this is
 * closed, so that what comes before an estimator is not computed again.
 *
 * <p>Rows that come directly from files have the order of the files' paths and of the rows in them,
 * else that of the partitions and the rows in them.
 */
final class FrameRows implements AutoCloseable {

  private final JavaRDD<RowBlock> rows;
  private final FrameScan scan;
  private final boolean isWeighted;

  private FrameRows(JavaRDD<RowBlock> rows, FrameScan scan, boolean isWeighted) {
    this.rows = rows;
    this.scan = scan;
    this.isWeighted = isWeighted;
  }

  /**
   * Reads and checks all rows in one Spark job.
   *
   * @param purpose what the rows are for, for messages
   * @param classes how many classes labels are of; 0 if the labels decide; empty if they are any
   *     numbers
   * @throws io.clrspark.ClrException for the first row that cannot be an example
   */
  static FrameRows of(
      Dataset<Row> frame, FrameChoice choice, Optional<Integer> classes, String purpose) {
    List<Column> columns = new ArrayList<>();
    columns.add(frame.col(choice.features()));
    columns.add(frame.col(choice.label()).cast(DataTypes.DoubleType));
    choice.weight().ifPresent(name -> columns.add(frame.col(name).cast(DataTypes.DoubleType)));
    FrameReader reader =
        new FrameReader(
            new ColumnReader(
                choice.features(),
                0,
                frame.schema().apply(choice.features()).dataType(),
                CellRules.missing(choice.missing())),
            number(choice.label(), 1),
            choice.weight().map(name -> number(name, 2)));
    @Nullable LabelEncoder encoder = classes.map(ClassLabels::numbers).orElse(null);
    boolean skips = choice.skipsInvalid();
    JavaRDD<RowBlock> rows =
        FileRows.of(frame, columns)
            .mapPartitions(part -> blocks(part, reader, encoder, skips))
            .persist(StorageLevel.DISK_ONLY());
    boolean isGood = false;
    try {
      FrameScan scan = FrameScan.of(rows, choice, purpose);
      isGood = true;
      return new FrameRows(rows, scan, choice.weight().isPresent());
    } finally {
      if (!isGood) {
        rows.unpersist(false);
      }
    }
  }

  private static ColumnReader number(String name, int ordinal) {
    return new ColumnReader(name, ordinal, DataTypes.DoubleType, CellRules.missing(null));
  }

  private static Iterator<RowBlock> blocks(
      Iterator<FrameRow> part, FrameReader reader, @Nullable LabelEncoder classes, boolean skips) {
    NumberBuffer scratch = new NumberBuffer();
    Iterator<FrameRow> wanted =
        skips ? new Filtered<>(part, row -> reader.isValid(row, scratch)) : part;
    return new RowBlocks<>(
        wanted,
        reader,
        (features, labels) -> {
          features.requireFloats("features");
          reader.check(labels, classes);
        },
        false);
  }

  /** What the pass over the rows found. */
  FrameScan scan() {
    return scan;
  }

  /**
   * The rows as examples.
   *
   * @param format what they become; weights become 1 on average
   */
  JavaRDD<ExampleBlock> examples(FrameFormat format) {
    boolean weighted = isWeighted;
    double meanWeight = scan.meanWeight();
    return rows.flatMap(block -> format.examples(block, weighted, meanWeight));
  }

  @Override
  public void close() {
    rows.unpersist(false);
  }
}
