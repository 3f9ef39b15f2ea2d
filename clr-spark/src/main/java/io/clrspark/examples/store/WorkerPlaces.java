package io.clrspark.examples.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.TaskLocation;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.JavaConverters;

/**
 * Which executor runs which worker, if all of them can run at a time: one that has its examples and
 * a slot for it. The others are put into what is left, neighbours into one executor, which can add
 * their states. Without this, Spark would deal workers out to the executors in turn, and two
 * workers whose examples are in an executor with one slot would wait for each other.
 */
final class WorkerPlaces {

  private static final String DRIVER = "driver"; // of a local master

  private WorkerPlaces() {}

  /** How many tasks each executor runs at a time, by its location in Spark's form. */
  static Map<String, Integer> slots(SparkContext spark) {
    Map<String, Integer> slots = new LinkedHashMap<>();
    JavaConverters.seqAsJavaListConverter(spark.statusStore().executorList(true)).asJava().stream()
        .filter(executor -> !executor.id().equals(DRIVER) && !executor.isExcluded())
        .sorted(Comparator.comparing(ExecutorSummary::id))
        .forEach(executor -> slots.put(location(executor), executor.maxTasks()));
    return slots;
  }

  private static String location(ExecutorSummary executor) {
    String address = executor.hostPort();
    int port = address.lastIndexOf(':');
    String host = port < 0 ? address : address.substring(0, port);
    return TaskLocation.apply(host, executor.id()).toString();
  }

  /** Whether so many workers can run at a time. */
  static boolean areEnough(Map<String, Integer> slots, int workers) {
    return slots.values().stream().mapToInt(Integer::intValue).sum() >= workers;
  }

  /**
   * A location by worker.
   *
   * @param slots by location; enough of them
   * @param holders by worker, the locations that have its examples
   */
  static List<String> of(Map<String, Integer> slots, List<List<String>> holders) {
    Map<String, Integer> free = new LinkedHashMap<>(slots);
    List<String> places = new ArrayList<>(Collections.nCopies(holders.size(), ""));
    List<Integer> others = new ArrayList<>();
    IntStream.range(0, holders.size())
        .boxed()
        .sorted(Comparator.comparingInt(worker -> holders.get(worker).size()))
        .forEach(
            worker -> {
              Optional<String> found =
                  holders.get(worker).stream()
                      .filter(location -> free.getOrDefault(location, 0) > 0)
                      .findFirst();
              found.ifPresentOrElse(
                  location -> {
                    places.set(worker, location);
                    free.merge(location, -1, Integer::sum);
                  },
                  () -> others.add(worker));
            });
    fill(places, others.stream().sorted().toList(), free);
    return places;
  }

  private static void fill(List<String> places, List<Integer> workers, Map<String, Integer> free) {
    List<String> left = new ArrayList<>();
    free.forEach((location, slots) -> left.addAll(Collections.nCopies(slots, location)));
    for (int i = 0; i < workers.size(); i++) {
      places.set(workers.get(i), left.get((int) ((long) i * left.size() / workers.size())));
    }
  }
}
