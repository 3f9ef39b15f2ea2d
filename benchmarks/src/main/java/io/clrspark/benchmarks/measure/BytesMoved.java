package io.clrspark.benchmarks.measure;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * Counts the bytes that Spark writes to send them: broadcasts as the driver and each executor that
 * fetches them store them, results of tasks, and what shuffles write. With a local master the bytes
 * are written but not sent.
 */
public final class BytesMoved extends SparkListener {

  private final AtomicLong bytes = new AtomicLong();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskMetrics() != null) {
      bytes.addAndGet(end.taskMetrics().resultSize());
      bytes.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
    }
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated update) {
    BlockUpdatedInfo block = update.blockUpdatedInfo();
    if (block.blockId().isBroadcast() && block.storageLevel().isValid()) {
      bytes.addAndGet(block.memSize() + block.diskSize());
    }
  }

  public long total() {
    return bytes.get();
  }
}
