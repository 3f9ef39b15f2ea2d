package io.clrspark.training.round.timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockManagerAdded;
import org.apache.spark.scheduler.SparkListenerBlockManagerRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import scala.collection.JavaConverters;

/**
 * The tasks of the latest job that has a tag, from their start to their end; and executors that
 * went. Such jobs follow one another, and a task that an earlier one has left behind is of no
 * interest.
 */
final class RunningTasks extends SparkListener {

  private static final String TAGS = "spark.job.tags";

  private final int workersRdd;
  private final String tag;
  // Guarded by this.
  private final Map<Integer, Boolean> stages = new HashMap<>();
  private final Map<Long, RunningTask> running = new TreeMap<>();
  private final Set<String> removed = new HashSet<>();
  private int added;

  /**
   * @param workersRdd the RDD that has a partition a worker: a stage that computes it trains
   */
  RunningTasks(int workersRdd, String tag) {
    this.workersRdd = workersRdd;
    this.tag = tag;
  }

  /** The tasks that have not ended, in the order in which they started. */
  synchronized List<RunningTask> now() {
    return new ArrayList<>(running.values());
  }

  /** How many executors have come. */
  synchronized int added() {
    return added;
  }

  /**
   * Waits until Spark has forgotten what those executors held, and as many others have come, or the
   * time is over.
   *
   * @param addedBefore how many had come when they were given up
   */
  synchronized void awaitReplaced(Collection<String> executors, int addedBefore, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!(removed.containsAll(executors) && added >= addedBefore + executors.size())
        && end - System.nanoTime() > 0) {
      wait(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    String tags = start.properties().getProperty(TAGS, "");
    if (List.of(tags.split(",", -1)).contains(tag)) {
      stages.clear();
      running.clear();
      for (StageInfo stage : JavaConverters.seqAsJavaList(start.stageInfos())) {
        stages.put(stage.stageId(), trains(stage));
      }
    }
  }

  private boolean trains(StageInfo stage) {
    return JavaConverters.seqAsJavaList(stage.rddInfos()).stream()
        .anyMatch(rdd -> rdd.id() == workersRdd);
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    Boolean trains = stages.get(start.stageId());
    if (trains != null) {
      TaskInfo task = start.taskInfo();
      int partition = task.partitionId();
      Optional<Integer> worker = trains ? Optional.of(partition) : Optional.empty();
      running.put(
          task.taskId(),
          new RunningTask(start.stageId(), partition, worker, task.executorId(), task.host()));
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    TaskInfo task = end.taskInfo();
    running.remove(task.taskId());
    if (task.successful()) {
      running.values().removeIf(other -> other.isOf(end.stageId(), task.partitionId()));
    }
  }

  @Override
  public synchronized void onBlockManagerAdded(SparkListenerBlockManagerAdded event) {
    added++;
    notifyAll();
  }

  @Override
  public synchronized void onBlockManagerRemoved(SparkListenerBlockManagerRemoved event) {
    removed.add(event.blockManagerId().executorId());
    notifyAll();
  }
}
