package io.clrspark.examples.load;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.store.AssignedBlock;
import io.clrspark.examples.store.BlockBuilder;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One partition's examples in blocks of a fitting size, whatever its data sets were. One block at a
 * time: what memory has no room for, Spark puts on disk as it comes.
 */
final class BlockIterator implements Iterator<ExampleBlock> {

  private final Iterator<?> data;
  private final BlockBuilder builder = new BlockBuilder(1);
  private @Nullable ExampleBlock source;
  private int used;
  private @Nullable AssignedBlock ready;
  private boolean finished;

  private BlockIterator(Iterator<?> data) {
    this.data = data;
  }

  static Iterator<ExampleBlock> of(Iterator<?> data) {
    return new BlockIterator(data);
  }

  @Override
  public boolean hasNext() {
    while (ready == null && !finished) {
      advance();
    }
    return ready != null;
  }

  private void advance() {
    if (source != null && used < source.count()) {
      ready = builder.add(source, used++, 0);
    } else if (data.hasNext()) {
      source = ExampleBlock.of(data.next());
      used = 0;
    } else {
      finished = true;
      ready = source == null ? null : builder.finish(source.layout());
    }
  }

  @Override
  public ExampleBlock next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException();
    }
    ExampleBlock block = ready.block();
    ready = null;
    return block;
  }
}
