package io.clrspark.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one place where tests start Spark. A process has one context at a time, so each is closed
 * before the next starts: by a test itself, or, as a registered extension, after the tests of its
 * class. Spark starts when it is first asked for.
 */
public final class LocalSpark implements AfterAllCallback, AutoCloseable {

  /** Two executors in processes of their own, of one core each. */
  public static final String TWO_PROCESSES = "local-cluster[2,1,1024]";

  /** An executor of a test does not live to see what more thorough compilation brings. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final String master;
  private final Map<String, String> settings = new TreeMap<>();
  private @Nullable JavaSparkContext context;

  private LocalSpark(String master) {
    this.master = master;
  }

  /** Two cores of this process. */
  public static LocalSpark ofTwoCores() {
    return of("local[2]");
  }

  /** Any {@code local} or {@code local-cluster} master. */
  public static LocalSpark of(String master) {
    return new LocalSpark(master);
  }

  /** What a test gets from a context with that master. */
  public static <T> T with(String master, Function<JavaSparkContext, T> test) {
    return with(master, Map.of(), test);
  }

  public static <T> T with(
      String master, Map<String, String> settings, Function<JavaSparkContext, T> test) {
    try (LocalSpark spark = of(master)) {
      settings.forEach(spark::set);
      return test.apply(spark.context());
    }
  }

  /** Another setting, before Spark starts. */
  public LocalSpark set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** Files are read in splits of so many bytes, if they can be split. */
  public LocalSpark splittingFiles(long bytes) {
    return set("spark.sql.files.maxPartitionBytes", String.valueOf(bytes))
        .set("spark.sql.files.openCostInBytes", "10");
  }

  public JavaSparkContext context() {
    if (context == null) {
      context = new JavaSparkContext(conf());
    }
    return context;
  }

  public SparkSession session() {
    return SparkSession.builder().sparkContext(context().sc()).getOrCreate();
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
      context = null;
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    close();
  }

  private SparkConf conf() {
    SparkConf conf =
        new SparkConf(false)
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.executor.memory", "1g")
            .set("spark.sql.shuffle.partitions", "2");
    if (master.startsWith("local-cluster")) {
      conf.set("spark.executor.extraClassPath", ExecutorJars.link());
      conf.set("spark.executor.extraJavaOptions", SHORT_LIVED);
    }
    settings.forEach(conf::set);
    return conf;
  }
}
