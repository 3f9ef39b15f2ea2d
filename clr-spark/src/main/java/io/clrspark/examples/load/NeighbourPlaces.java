package io.clrspark.examples.load;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.TaskLocation;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.JavaConverters;

/**
 * Where workers are put at first, if all of them can run at a time: neighbours into one executor,
 * which can add their states. Spark would deal the workers out to the executors in turn.
 */
final class NeighbourPlaces {

  private static final String DRIVER = "driver"; // of a local master

  private NeighbourPlaces() {}

  /** A location by worker; none if Spark may place them anywhere. */
  static List<String> of(SparkContext spark, int workers) {
    List<String> slots =
        JavaConverters.seqAsJavaListConverter(spark.statusStore().executorList(true))
            .asJava()
            .stream()
            .filter(executor -> !executor.id().equals(DRIVER) && !executor.isExcluded())
            .sorted(Comparator.comparing(ExecutorSummary::id))
            .flatMap(executor -> Collections.nCopies(executor.maxTasks(), at(executor)).stream())
            .toList();
    return slots.size() < workers
        ? List.of()
        : IntStream.range(0, workers)
            .mapToObj(worker -> slots.get((int) ((long) worker * slots.size() / workers)))
            .toList();
  }

  private static String at(ExecutorSummary executor) {
    String address = executor.hostPort();
    int port = address.lastIndexOf(':');
    String host = port < 0 ? address : address.substring(0, port);
    return TaskLocation.apply(host, executor.id()).toString();
  }
}
