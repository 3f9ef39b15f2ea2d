package io.clrspark.predict;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.Storage;
import io.clrspark.input.ScoringData;
import io.clrspark.network.Network;
import io.clrspark.network.replica.OutputPool;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A folder of predictions, in Parquet or CSV. The executors write a folder of another name, which
 * is renamed when it is complete: nobody sees half of it, and a failure leaves nothing.
 */
@Internal
public final class PredictionFiles {

  private static final String CSV = "csv";

  private final Path folder;
  private final FileSystem files;
  private final boolean isCsv;

  private PredictionFiles(Path folder, FileSystem files, boolean isCsv) {
    this.folder = folder;
    this.files = files;
    this.isCsv = isCsv;
  }

  /**
   * A folder that is not there yet.
   *
   * @param name the option that named it, for messages
   * @param format parquet or csv
   * @throws ClrException if there is something of that name, or the file system is not there
   */
  public static PredictionFiles at(String name, String path, String format, Configuration hadoop) {
    FileSystem files = Storage.of(name, path, hadoop);
    Path folder = files.makeQualified(new Path(path));
    try {
      if (files.exists(folder)) {
        throw ClrException.invalid(
            name, path, "it exists already: remove it, or give another folder");
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
    return new PredictionFiles(folder, files, format.equals(CSV));
  }

  /**
   * Predicts all rows and writes the predictions.
   *
   * @param done counts the rows that are predicted
   * @throws ClrException if a file cannot be written
   */
  public PredictionFiles write(
      JavaSparkContext spark,
      Network network,
      OutputMeaning meaning,
      ScoringData data,
      LongAccumulator done) {
    PredictionColumns columns =
        new PredictionColumns(meaning, isCsv, network.architecture().type() != DataType.DOUBLE);
    Broadcast<OutputPool> networks = spark.broadcast(new OutputPool(network));
    Broadcast<RowPlaces> places = spark.broadcast(new RowPlaces(data));
    Path beside = new Path(folder.getParent(), "." + folder.getName() + "." + UUID.randomUUID());
    try {
      JavaRDD<Row> rows =
          data.rows()
              .mapPartitionsWithIndex(
                  new PredictionTask(networks, places, data.format(), columns, done), false);
      SparkSession session =
          SparkSession.builder().sparkContext(spark.sc()).getOrCreate().newSession();
      session.conf().set("spark.sql.caseSensitive", true); // names of classes may differ in case
      DataFrameWriter<Row> writer = session.createDataFrame(rows, columns.schema()).write();
      if (isCsv) {
        writer.option("header", true).csv(beside.toString());
      } else {
        writer.parquet(beside.toString());
      }
      if (!files.rename(beside, folder)) {
        throw new IOException("its folder cannot be renamed to that");
      }
      return this;
    } catch (Exception e) { // Spark's are checked, and thrown undeclared
      throw failure(folder, e);
    } finally {
      discard(beside);
      networks.destroy();
      places.destroy();
    }
  }

  private void discard(Path beside) {
    try {
      files.delete(beside, true);
    } catch (IOException e) {
      // what went wrong before is reported instead
    }
  }

  private static ClrException failure(Path folder, Exception cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof ClrException known) {
        return known;
      }
    }
    return new ClrException(
        "Cannot write predictions to "
            + folder
            + ": "
            + ErrorText.reason(ErrorText.root(cause))
            + ".",
        cause);
  }

  /** The folder with its file system. */
  @Override
  public String toString() {
    return folder.toString();
  }
}
