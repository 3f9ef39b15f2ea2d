package io.clrspark.jobs.bench;

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
 * The most heap and resident memory that an executor in a process of its own had since the peaks
 * were reset, of the executor that had most; zeros with a local master. The system and the JVM keep
 * the peaks, so that nothing runs beside what is measured; the heap's is the sum of its parts'.
 *
 * @param heapBytes bytes
 * @param residentBytes bytes; 0 where there is no /proc
 */
record ExecutorPeaks(long heapBytes, long residentBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_RESIDENT = "5";

  /** Forgets what was, in every executor. */
  static void reset(JavaSparkContext spark) {
    if (!spark.isLocal()) {
      everywhere(spark).foreachPartition(ExecutorPeaks::reset);
    }
  }

  static ExecutorPeaks of(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return new ExecutorPeaks(0, 0);
    }
    List<Tuple2<Long, Long>> all = everywhere(spark).mapPartitions(ExecutorPeaks::peaks).collect();
    return new ExecutorPeaks(
        all.stream().mapToLong(Tuple2::_1).max().orElse(0),
        all.stream().mapToLong(Tuple2::_2).max().orElse(0));
  }

  /** More partitions than cores, so that every executor gets some. */
  private static JavaRDD<Object> everywhere(JavaSparkContext spark) {
    int partitions = 4 * spark.defaultParallelism();
    return spark.sc().range(0, partitions, 1, partitions).toJavaRDD();
  }

  private static void reset(Iterator<Object> unused) {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(CLEAR, RESET_RESIDENT);
    } catch (IOException e) {
      // the process's peak since it started is what there is
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
