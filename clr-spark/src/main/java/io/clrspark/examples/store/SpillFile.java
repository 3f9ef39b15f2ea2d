package io.clrspark.examples.store;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleLayout;
import java.io.File;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockStatus;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.reflect.ClassTag;

/**
 * The file of a worker's examples, which Spark knows as a block on an executor's disk.
 *
 * @param count how many examples the worker has
 */
record SpillFile(BlockManager blocks, RDDBlockId id, ExampleLayout layout, int count) {

  private static final ClassTag<String> TEXT = ClassTag.apply(String.class);

  /** Whether this executor has the whole file. */
  boolean exists() {
    Option<BlockStatus> status = blocks.getStatus(id);
    return status.isDefined() && status.get().diskSize() == bytes();
  }

  private File file() {
    return blocks.diskBlockManager().getFile(id);
  }

  private long bytes() {
    return (long) count * layout.bytes();
  }

  FileExamples open() {
    return FileExamples.open(file(), layout, count);
  }

  /**
   * Writes the file under another name, and then makes it the block's file.
   *
   * @throws ClrException if it cannot be written, or must not be, since it would not be encrypted
   */
  void write(Iterator<AssignedBlock> assigned, int workers, long attempt) {
    requireNoEncryption();
    File part = new File(file().getPath() + "." + attempt);
    FileExamples.write(part, layout, count, workers, assigned);
    try {
      blocks.putSingle(id, "", StorageLevel.DISK_ONLY(), true, TEXT); // registers a block, ...
      blocks.diskStore().remove(id);
      blocks.diskStore().moveFileToBlock(part, bytes(), id); // ... which then gets these bytes
    } finally {
      part.delete();
    }
  }

  private void requireNoEncryption() {
    if (SparkEnv.get().conf().getBoolean("spark.io.encryption.enabled", false)) {
      throw new ClrException(
          "Cannot train: a worker's examples, %d MB, are more than the memory that executor %s has"
                  .formatted((bytes() >> 20) + 1, SparkEnv.get().executorId())
              + " for data, and spark.io.encryption.enabled = true forbids to put them into a file."
              + " Raise the heap, or take more executors.");
    }
  }
}
