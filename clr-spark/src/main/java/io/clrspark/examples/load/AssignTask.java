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

/**
 * Deals one partition's examples to their workers, and checks that they are those counted before.
 */
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
    return new Dealing(partition, data);
  }

  private final class Dealing implements Iterator<Tuple2<Integer, AssignedBlock>> {
    private final int partition;
    private final Iterator<T> data;
    private final WorkerAssignment deal = new WorkerAssignment(seed, workers);
    private final BlockBuilder[] builders = new BlockBuilder[workers];
    private final PartitionSummary.Tally tally = new PartitionSummary.Tally();
    private final Queue<Tuple2<Integer, AssignedBlock>> ready = new ArrayDeque<>();
    private int slice = -1;
    private long place;
    private boolean finished;

    Dealing(int partition, Iterator<T> data) {
      this.partition = partition;
      this.data = data;
      Arrays.setAll(builders, worker -> new BlockBuilder(workers));
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && !finished) {
        if (data.hasNext()) {
          dealOut(tally.add(data.next()));
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

    private void dealOut(ExampleBlock block) {
      enter(tally.slice());
      for (int i = 0; i < block.count(); i++) {
        int worker = deal.worker(place);
        offer(worker, builders[worker].add(block, i, place));
        place++;
      }
    }

    /** A block holds successive examples: where the next slice stands elsewhere, new ones start. */
    private void enter(int current) {
      if (current >= starts[partition].length) {
        throw changed();
      }
      if (current != slice && starts[partition][current] != place) {
        flush();
        place = starts[partition][current];
      }
      slice = current;
    }

    private void flush() {
      ExampleLayout layout = tally.layout();
      for (int worker = 0; worker < workers && layout != null; worker++) {
        offer(worker, builders[worker].finish(layout));
      }
    }

    private void finish() {
      finished = true;
      if (!tally.summary().sameContent(expected[partition])) {
        throw changed();
      }
      flush();
    }

    private ClrException changed() {
      return new ClrException(
          "Cannot train: partition "
              + partition
              + " of the data came back different when it was computed again. Persist the RDD"
              + " before training, or sort it, so that every computation gives the same examples"
              + " in the same order.");
    }

    private void offer(int worker, @Nullable AssignedBlock block) {
      if (block != null) {
        ready.add(TrainingData.dealt(worker, block));
      }
    }
  }
}
