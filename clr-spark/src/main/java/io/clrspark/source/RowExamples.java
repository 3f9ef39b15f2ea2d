package io.clrspark.source;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.BadRowsException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.FilePart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a partition into examples, in blocks of one part of a file each. */
@Internal
public final class RowExamples implements Iterator<ExampleBlock> {

  private final int partition;
  private final Iterator<RowBlock> rows;
  private final ExampleFormat format;
  private final RowFilter filter;
  private final NumberBuffer features = new NumberBuffer();
  private final NumberBuffer raw = new NumberBuffer();
  private final NumberBuffer labels = new NumberBuffer();
  private final List<BadRow> bad = new ArrayList<>();
  private final Set<@Nullable FilePart> badParts = new HashSet<>();
  private double weight;
  private @Nullable ExampleBlock next;

  /**
   * @param partition its number
   * @param rows its rows
   * @param format what they become
   * @param filter which of them are wanted
   */
  public RowExamples(
      int partition, Iterator<RowBlock> rows, ExampleFormat format, RowFilter filter) {
    this.partition = partition;
    this.rows = rows;
    this.format = format;
    this.filter = filter;
  }

  /**
   * @throws ClrException at the end of a partition that could not be read
   * @throws BadRowsException at the end of a partition that has bad rows
   */
  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      RowBlock block = rows.next();
      if (block.problem() != null) {
        throw new ClrException(block.problem());
      }
      bad.addAll(block.bad());
      next = examples(block);
    }
    if (next == null && !bad.isEmpty()) {
      throw new BadRowsException(partition, bad);
    }
    return next != null;
  }

  @Override
  public ExampleBlock next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ExampleBlock made = next;
    next = null;
    return made;
  }

  /** The examples of a block; null if there are none. */
  private @Nullable ExampleBlock examples(RowBlock block) {
    @Nullable ExampleLayout layout = null;
    @Nullable ByteBuffer featureBytes = null;
    @Nullable ByteBuffer labelBytes = null;
    ByteBuffer weightBytes = format.buffer(format.isWeighted() ? block.count() : 0, 1);
    int count = 0;
    LongPredicate wanted = filter.of(partition, block.place());
    boolean isGood = badParts.isEmpty() || !badParts.contains(block.place());
    for (int row = 0; row < block.count() && isGood; row++) {
      boolean isWanted = wanted.test(block.first() + row);
      isGood = !isWanted || read(block, row);
      if (isWanted && isGood) {
        if (featureBytes == null || labelBytes == null) {
          layout = format.layout(features.size(), labels.size());
          featureBytes = format.buffer(block.count(), features.size());
          labelBytes = format.buffer(block.count(), labels.size());
        }
        format.write(features, featureBytes);
        format.write(labels, labelBytes);
        if (format.isWeighted()) {
          format.write(weight, weightBytes);
        }
        count++;
      }
    }
    if (layout == null || featureBytes == null || labelBytes == null) {
      return null;
    }
    return ExampleBlock.ofRows(layout, count, block.place(), featureBytes, labelBytes, weightBytes);
  }

  private boolean read(RowBlock block, int row) {
    try {
      weight = format.read(block, row, features, raw, labels);
      return true;
    } catch (BadValueException e) {
      bad.add(new BadRow(block.place(), block.first() + row, e.reason()));
      badParts.add(block.place());
      return false;
    }
  }
}
