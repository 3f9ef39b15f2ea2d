package io.clrspark.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * The largest heap and resident memory of any executor since {@link #reset}; zeros with a local
 * master, which has no process for executors. The operating system and the JVM keep these peaks, so
 * nothing runs beside what is measured.
 *
 * @param heapBytes the sum of the peaks of the heap's pools
 * @param residentBytes 0 where there is no /proc
 */
public record ExecutorPeaks(long heapBytes, long residentBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_RESIDENT = "5";

  /** Forgets the peaks so far, in every executor. */
  public static void reset(JavaSparkContext spark) {
    if (!spark.isLocal()) {
      everywhere(spark).foreachPartition(ExecutorPeaks::reset);
    }
  }

  public static ExecutorPeaks of(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return new ExecutorPeaks(0, 0);
    }
    List<Tuple2<Long, Long>> all = everywhere(spark).mapPartitions(ExecutorPeaks::peaks).collect();
    return new ExecutorPeaks(
        all.stream().mapToLong(Tuple2::_1).max().orElse(0),
        all.stream().mapToLong(Tuple2::_2).max().orElse(0));
  }

  /** More partitions than cores, so that every executor gets one. */
  private static JavaRDD<Object> everywhere(JavaSparkContext spark) {
    int partitions = 4 * spark.defaultParallelism();
    return spark.sc().range(0, partitions, 1, partitions).toJavaRDD();
  }

  private static void reset(Iterator<Object> unused) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(CLEAR, RESET_RESIDENT);
    } catch (IOException e) {
      // then the peak is that since the process started
    }
  }

  private static Iterator<Tuple2<Long, Long>> peaks(Iterator<Object> unused) {
    long heap = heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return List.of(new Tuple2<>(heap, residentPeak())).iterator();
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long residentPeak() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
