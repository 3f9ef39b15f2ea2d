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

/** The file of a worker's examples, as a block that an executor has on disk. */
final class SpillFile {

  private static final ClassTag<String> TEXT = ClassTag.apply(String.class);

  private final BlockManager blocks;
  private final RDDBlockId id;
  private final ExampleLayout layout;
  private final int count;
  private final File file;

  /**
   * @param id the block's
   * @param count how many examples the worker has
   */
  SpillFile(BlockManager blocks, RDDBlockId id, ExampleLayout layout, int count) {
    this.blocks = blocks;
    this.id = id;
    this.layout = layout;
    this.count = count;
    this.file = blocks.diskBlockManager().getFile(id);
  }

  /** Whether this executor has it, whole. */
  boolean exists() {
    Option<BlockStatus> status = blocks.getStatus(id);
    return status.isDefined() && status.get().diskSize() == bytes();
  }

  private long bytes() {
    return (long) count * layout.bytes();
  }

  FileExamples open() {
    return FileExamples.open(file, layout, count);
  }

  /**
   * Writes it beside its name, and then has Spark know it as its block.
   *
   * @throws ClrException if it cannot be written, or may not be, since it would not be encrypted
   */
  void write(Iterator<AssignedBlock> dealt, int workers, long attempt) {
    requireNoEncryption();
    File part = new File(file.getPath() + "." + attempt);
    FileExamples.write(part, layout, count, workers, dealt);
    try {
      blocks.putSingle(id, "", StorageLevel.DISK_ONLY(), true, TEXT); // a block whose bytes ...
      blocks.diskStore().remove(id);
      blocks.diskStore().moveFileToBlock(part, bytes(), id); // ... are then these
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
