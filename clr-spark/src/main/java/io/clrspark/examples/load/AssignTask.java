package io.clrspark.examples.load;

import io.clrspark.ClrException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.store.AssignedBlock;
import io.clrspark.examples.store.BlockBuilder;
import io.clrspark.examples.store.WorkerAssignment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.Function2;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Assigns a partition's examples to workers; checks that they are those of the first pass. */
final class AssignTask<T>
    implements Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, AssignedBlock>>> {

  private static final long serialVersionUID = 1L;

  private final long[][] starts;
  private final PartitionSummary[] expected;
  private final int workers;
  private final long seed;

  AssignTask(long[][] starts, PartitionSummary[] expected, int workers, long seed) {
    this.starts = starts;
    this.expected = expected;
    this.workers = workers;
    this.seed = seed;
  }

  @Override
  public Iterator<Tuple2<Integer, AssignedBlock>> call(Integer partition, Iterator<T> data) {
    return new Blocks(partition, data);
  }

  private final class Blocks implements Iterator<Tuple2<Integer, AssignedBlock>> {
    private final int partition;
    private final Iterator<T> data;
    private final WorkerAssignment assignment = new WorkerAssignment(seed, workers);
    private final BlockBuilder[] builders = new BlockBuilder[workers];
    private final PartitionSummary found = new PartitionSummary();
    private final Queue<Tuple2<Integer, AssignedBlock>> ready = new ArrayDeque<>();
    private int latest = -1;
    private long place;
    private boolean finished;

    Blocks(int partition, Iterator<T> data) {
      this.partition = partition;
      this.data = data;
      Arrays.setAll(builders, worker -> new BlockBuilder(workers));
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !finished) {
        if (data.hasNext()) {
          assign(found.add(data.next()));
        } else {
          finish();
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, AssignedBlock> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void assign(ExampleBlock block) {
      enter(found.latestCount());
      for (int i = 0; i < block.count(); i++) {
        int worker = assignment.worker(place);
        offer(worker, builders[worker].add(block, i, place));
        place++;
      }
    }

    /** A block holds successive examples: new ones start where the next count is not adjacent. */
    private void enter(int current) {
      if (current >= starts[partition].length) {
        throw changed();
      }
      if (current != latest && starts[partition][current] != place) {
        flush();
        place = starts[partition][current];
      }
      latest = current;
    }

    private void flush() {
      ExampleLayout layout = found.layout();
      for (int worker = 0; worker < workers && layout != null; worker++) {
        offer(worker, builders[worker].finish(layout));
      }
    }

    private void finish() {
      finished = true;
      if (!found.hasContentOf(expected[partition])) {
        throw changed();
      }
      flush();
    }

    private ClrException changed() {
      return new ClrException(
          ("Cannot train: partition %s of the data came back different when it was computed again."
                  + " Persist the RDD before training, or sort it, so that every computation gives"
                  + " the same examples in the same order.")
              .formatted(partition));
    }

    private void offer(int worker, @Nullable AssignedBlock block) {
      if (block != null) {
        ready.add(new Tuple2<>(worker, block));
      }
    }
  }
}
