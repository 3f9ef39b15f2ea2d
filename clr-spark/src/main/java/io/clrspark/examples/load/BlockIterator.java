package io.clrspark.examples.load;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.store.AssignedBlock;
import io.clrspark.examples.store.BlockBuilder;
import java.util.Iterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One partition's examples in blocks of a fitting size, whatever the sizes of its data sets. There
 * is one block at a time, so Spark can put on disk what memory has no room for.
 */
final class BlockIterator extends Spliterators.AbstractSpliterator<ExampleBlock> {

  private final Iterator<?> data;
  private final BlockBuilder builder = new BlockBuilder(1);
  private @Nullable ExampleBlock source;
  private int used;

  private BlockIterator(Iterator<?> data) {
    super(Long.MAX_VALUE, ORDERED | NONNULL);
    this.data = data;
  }

  static Iterator<ExampleBlock> of(Iterator<?> data) {
    return Spliterators.iterator(new BlockIterator(data));
  }

  @Override
  public boolean tryAdvance(Consumer<? super ExampleBlock> action) {
    AssignedBlock ready = next();
    if (ready != null) {
      action.accept(ready.block());
    }
    return ready != null;
  }

  private @Nullable AssignedBlock next() {
    while (true) {
      if (source != null && used < source.count()) {
        AssignedBlock full = builder.add(source, used++, 0);
        if (full != null) {
          return full;
        }
      } else if (data.hasNext()) {
        source = ExampleBlock.of(data.next());
        used = 0;
      } else {
        return source == null ? null : builder.finish(source.layout());
      }
    }
  }
}
