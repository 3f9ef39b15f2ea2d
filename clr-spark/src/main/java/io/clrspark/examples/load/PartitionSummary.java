package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.examples.BadRowsException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over the data learns of one partition: how many examples it has of each part of a
 * file, their layout, checksums of their content, and what is wrong. A problem is a value, not an
 * exception: Spark's retries do not make bad input better.
 */
final class PartitionSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FilePartCounts counts = new FilePartCounts();
  private @Nullable ExampleLayout layout;
  private @Nullable String problem;

  static PartitionSummary of(Iterator<?> data) {
    PartitionSummary summary = new PartitionSummary();
    try {
      while (data.hasNext()) {
        summary.add(data.next());
      }
    } catch (BadRowsException e) {
      summary.counts.add(e.rows());
    } catch (ClrException e) {
      summary.problem = e.getMessage();
    }
    return summary;
  }

  /** Adds a data set and gives its examples as a block. */
  ExampleBlock add(Object data) {
    ExampleBlock block = ExampleBlock.of(data);
    if (layout != null) {
      layout.requireSame(block.layout());
    }
    layout = block.layout();
    counts.add(FilePart.of(data), block);
    return block;
  }

  FilePartCounts counts() {
    return counts;
  }

  /** The index of the count that the latest data set belongs to. */
  int latestCount() {
    return counts.counts().size() - 1;
  }

  /** The layout; null for a partition without examples. */
  @Nullable ExampleLayout layout() {
    return layout;
  }

  /** What is wrong beside bad rows. */
  @Nullable String problem() {
    return problem;
  }

  boolean hasContentOf(PartitionSummary other) {
    return counts.counts().equals(other.counts.counts());
  }
}
