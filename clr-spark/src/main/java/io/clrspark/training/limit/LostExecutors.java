package io.clrspark.training.limit;

import java.time.Duration;
import java.util.Collection;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorProcessLost;
import org.apache.spark.scheduler.cluster.CoarseGrainedClusterMessages.RemoveExecutor;
import org.apache.spark.scheduler.cluster.CoarseGrainedSchedulerBackend;
import scala.Option;

/**
 * Gives executors up as Spark does when their heartbeats stop: the cluster manager is asked to
 * replace them, and the driver forgets them at once. Else a repeated round would wait for data that
 * a hanging process holds.
 */
final class LostExecutors {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LostExecutors() {}

  /** Does nothing where tasks run in the driver's own process. */
  static void replace(SparkContext spark, Collection<String> executors, RunningTasks seen)
      throws InterruptedException {
    if (spark.schedulerBackend() instanceof CoarseGrainedSchedulerBackend backend) {
      for (String executor : executors) {
        spark.killAndReplaceExecutor(executor);
        backend
            .driverEndpoint()
            .send(
                new RemoveExecutor(
                    executor,
                    new ExecutorProcessLost(
                        "has not answered within the time limit of a round",
                        Option.empty(),
                        true)));
      }
      seen.awaitRemoved(executors, PATIENCE);
    }
  }
}
