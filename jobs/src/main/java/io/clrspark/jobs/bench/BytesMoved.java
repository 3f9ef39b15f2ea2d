package io.clrspark.jobs.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;

/**
 * The bytes that Spark writes to be sent: broadcasts as they are stored, on the driver and on each
 * executor that fetches them; results of tasks; and what shuffles write. With a local master they
 * are made just so, but sent nowhere.
 */
final class BytesMoved extends SparkListener {

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

  long total() {
    return bytes.get();
  }
}
