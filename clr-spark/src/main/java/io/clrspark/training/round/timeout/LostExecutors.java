package io.clrspark.training.round.timeout;

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

  /**
   * Waits for a while for others in their place. Does nothing where tasks run in the driver's own
   * process.
   */
  static void replace(SparkContext spark, Collection<String> executors, RunningTasks seen)
      throws InterruptedException {
    if (spark.schedulerBackend() instanceof CoarseGrainedSchedulerBackend backend) {
      int addedBefore = seen.added();
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
      seen.awaitReplaced(executors, addedBefore, PATIENCE);
    }
  }
}
