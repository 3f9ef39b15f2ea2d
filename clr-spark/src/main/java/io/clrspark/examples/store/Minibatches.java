package io.clrspark.examples.store;

import io.clrspark.Internal;
import io.clrspark.examples.Minibatch;
import org.jspecify.annotations.Nullable;

/**
 * A worker's minibatches in an epoch, one at a time. Each overwrites the arrays of the one before
 * it, since making new arrays takes as long as filling them.
 */
@Internal
public final class Minibatches implements AutoCloseable {

  private final ExampleStore store;
  private final int[] order;
  private final int batchSize;
  private @Nullable Minibatch latest;

  Minibatches(ExampleStore store, int[] order, int batchSize) {
    this.store = store;
    this.order = order;
    this.batchSize = batchSize;
  }

  /** Whether there are examples for minibatch {@code index}. */
  public boolean has(int index) {
    return (long) index * batchSize < store.count;
  }

  /** Minibatch {@code index}; the last one is shorter if the examples do not fill it. */
  public Minibatch get(int index) {
    int from = index * batchSize;
    int examples = Math.min(batchSize, store.count - from);
    Minibatch.Source source = store.source(order, from, examples);
    Minibatch batch = latest;
    if (batch != null && batch.examples() == examples) {
      batch.fill(source);
    } else {
      close();
      batch = Minibatch.gather(store.layout, examples, source);
      latest = batch;
    }
    return batch;
  }

  /** Frees the latest minibatch. */
  @Override
  public void close() {
    if (latest != null) {
      latest.close();
      latest = null;
    }
  }
}
