package io.clrspark.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The machine and the Spark of a measurement.
 *
 * @param processor the driver's processor, as /proc/cpuinfo names it
 * @param cores that the driver's process sees
 * @param java its version
 * @param spark its version
 * @param master Spark's master
 * @param executors processes that run tasks; the driver's own with a local master
 * @param heapMegabytes the most heap that the driver may have
 */
public record Machine(
    String processor,
    int cores,
    String java,
    String spark,
    String master,
    int executors,
    long heapMegabytes) {

  public static Machine of(JavaSparkContext spark) {
    int known = spark.sc().statusTracker().getExecutorInfos().length;
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        spark.version(),
        spark.master(),
        Math.max(1, known - 1),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String processorName() {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
      return lines.stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
