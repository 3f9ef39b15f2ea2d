package io.clrspark.testing;

import io.clrspark.history.HistoryStore;
import io.clrspark.history.HistoryViews;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What the tests of this package need of Spark: a session in this process, and shorthands. */
public final class LocalSpark implements AutoCloseable {

  private final SparkSession session =
      SparkSession.builder()
          .master("local[2]")
          .appName("history tests")
          .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
          .config("spark.ui.enabled", false)
          .config("spark.sql.shuffle.partitions", 2)
          .config("spark.sql.session.timeZone", "Asia/Kathmandu")
          .getOrCreate();

  public SparkSession session() {
    return session;
  }

  public HistoryViews views(Path root) {
    return HistoryViews.of(session, root.toString());
  }

  public static HistoryStore store(Path root) {
    return HistoryStore.at(root.toString(), new Configuration());
  }

  @Override
  public void close() {
    session.stop();
  }
}
