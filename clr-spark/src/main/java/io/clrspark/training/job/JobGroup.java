package io.clrspark.training.job;

import io.clrspark.Internal;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The Spark job group of one call of {@code fit}. Jobs that still run when the call fails or its
 * thread is interrupted are cancelled. The caller's own job group is set again at the end.
 */
@Internal
public final class JobGroup implements AutoCloseable {

  /** Spark's local property that says what a job is for. */
  static final String DESCRIPTION = "spark.job.description";

  private static final String[] PROPERTIES = {
    "spark.jobGroup.id", DESCRIPTION, "spark.job.interruptOnCancel"
  };

  private final SparkContext spark;
  private final String id;
  private final Map<String, @Nullable String> before = new HashMap<>();
  private boolean done;

  private JobGroup(SparkContext spark, String id) {
    this.spark = spark;
    this.id = id;
  }

  public static JobGroup enter(SparkContext spark, String runId) {
    JobGroup group = new JobGroup(spark, "clr-spark " + runId);
    for (String property : PROPERTIES) {
      group.before.put(property, spark.getLocalProperty(property));
    }
    spark.setJobGroup(group.id, "clr-spark run " + runId, false);
    return group;
  }

  /** All jobs have ended by themselves. */
  public void done() {
    done = true;
  }

  @Override
  public void close() {
    before.forEach(spark::setLocalProperty);
    if (!done) {
      spark.cancelJobGroup(id);
    }
  }
}
