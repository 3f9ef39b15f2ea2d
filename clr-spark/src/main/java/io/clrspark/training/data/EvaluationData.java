package io.clrspark.training.data;

import io.clrspark.ClrException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Held-out examples, cached as blocks where Spark computed them. */
public final class EvaluationData implements AutoCloseable {

  private final String name;
  private final JavaRDD<ExampleBlock> blocks;

  private EvaluationData(String name, JavaRDD<ExampleBlock> blocks) {
    this.name = name;
    this.blocks = blocks;
  }

  /**
   * Checks the examples in one Spark job, and has them cached.
   *
   * @throws ClrException if there is no example, or their layout is not that of the training data
   */
  public static EvaluationData load(String name, JavaRDD<?> data, ExampleLayout expected) {
    requireLayout(name, LoadingPass.commonLayout(LoadingPass.summaries(data)), expected);
    JavaRDD<ExampleBlock> blocks =
        data.mapPartitions(EvaluationData::regroup).persist(StorageLevel.MEMORY_AND_DISK());
    return new EvaluationData(name, blocks);
  }

  public String name() {
    return name;
  }

  public JavaRDD<ExampleBlock> blocks() {
    return blocks;
  }

  @Override
  public void close() {
    if (!blocks.context().isStopped()) {
      blocks.unpersist(false);
    }
  }

  /** One partition's examples in blocks of a fitting size, whatever its data sets were. */
  private static Iterator<ExampleBlock> regroup(Iterator<?> data) {
    BlockBuilder builder = new BlockBuilder(1);
    List<ExampleBlock> grouped = new ArrayList<>();
    @Nullable ExampleLayout layout = null;
    while (data.hasNext()) {
      ExampleBlock block = ExampleBlock.of(data.next());
      layout = block.layout();
      for (int i = 0; i < block.count(); i++) {
        keep(builder.add(block, i, 0), grouped);
      }
    }
    if (layout != null) {
      keep(builder.finish(layout), grouped);
    }
    return grouped.iterator();
  }

  private static void keep(@Nullable DealtBlock full, List<ExampleBlock> grouped) {
    if (full != null) {
      grouped.add(full.block());
    }
  }

  private static void requireLayout(String name, ExampleLayout actual, ExampleLayout expected) {
    if (!actual.equals(expected)) {
      throw new ClrException(
          "Cannot evaluate on \""
              + name
              + "\": its examples ["
              + actual
              + "] are not like those of the training data ["
              + expected
              + "].");
    }
  }
}
