package io.clrspark.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The largest heap and resident memory of this process, sampled every 20 ms. With a local master
 * the tasks run in this process.
 */
public final class MemoryPeaks implements AutoCloseable {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;

  private final AtomicLong heap = new AtomicLong();
  private final AtomicLong resident = new AtomicLong();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "memory-peaks");
            thread.setDaemon(true);
            return thread;
          });

  /** Starts to sample, after a garbage collection. */
  @SuppressWarnings("FutureReturnValueIgnored") // runs until close
  public MemoryPeaks() {
    System.gc();
    watch.scheduleAtFixedRate(this::look, 0, 20, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Runtime runtime = Runtime.getRuntime();
    heap.accumulateAndGet(runtime.totalMemory() - runtime.freeMemory(), Math::max);
    resident.accumulateAndGet(residentNow(), Math::max);
  }

  /** 0 where there is no /proc. */
  private static long residentNow() {
    try {
      return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
    } catch (IOException e) {
      return 0;
    }
  }

  public long heapBytes() {
    return heap.get();
  }

  /** 0 where there is no /proc. */
  public long residentBytes() {
    return resident.get();
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
