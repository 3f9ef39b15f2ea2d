package io.clrspark.training.round.shuffle;

import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.training.average.AveragingTree;
import io.clrspark.training.average.Slices;
import io.clrspark.training.round.RoundTask;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerResult;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The two halves of an average on the executors. First a worker trains and cuts its state into
 * slices. Then each slice is averaged over the workers, in the order of the tree that the driver
 * uses too.
 */
final class SliceTask implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RoundTask task;
  private final RoundWorkers present;
  private final Slices slices;

  SliceTask(RoundTask task, RoundWorkers present, Slices slices) {
    this.task = task;
    this.present = present;
    this.slices = slices;
  }

  /** The slices of a worker by their numbers; none where it has no data. */
  Iterator<Tuple2<Integer, Part>> train(Iterator<WorkerExamples> partition) {
    TaskContext context = TaskContext.get();
    int worker = context.partitionId();
    if (!present.flags()[worker]) {
      return List.<Tuple2<Integer, Part>>of().iterator();
    }
    WorkerResult result = task.run(context, partition.next());
    return IntStream.range(0, slices.count())
        .mapToObj(slice -> new Tuple2<>(slice, part(worker, result, slice)))
        .iterator();
  }

  private Part part(int worker, WorkerResult result, int slice) {
    return new Part(
        worker,
        slices.cut(result.state(), slice),
        result.examples(),
        slice == 0 ? result.withoutState() : null);
  }

  /** The average of the slice that this task is for. */
  Iterator<Average> average(Iterator<Tuple2<Integer, Part>> parts) {
    int slice = TaskContext.getPartitionId();
    AveragingTree tree = new AveragingTree(present.flags(), present.type());
    @Nullable WorkerResult[] results = new WorkerResult[slice == 0 ? present.flags().length : 0];
    while (parts.hasNext()) {
      Part part = parts.next()._2();
      tree.add(part.worker, part.state, part.examples);
      if (slice == 0) {
        results[part.worker] = part.result;
      }
    }
    return List.of(new Average(slice, tree.average(), results)).iterator();
  }

  /** One worker's part of one slice, on its way to the executor that averages the slice. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    final int worker;
    final NetworkState state;
    final long examples;
    final @Nullable WorkerResult result;

    /**
     * @param state that slice of parameters and updater state
     * @param examples the worker's weight
     * @param result with the first slice, what the worker reported; null with the others
     */
    Part(int worker, NetworkState state, long examples, @Nullable WorkerResult result) {
      this.worker = worker;
      this.state = state;
      this.examples = examples;
      this.result = result;
    }
  }

  /** The average of one slice. */
  static final class Average implements Serializable {

    private static final long serialVersionUID = 1L;

    final int slice;
    final NetworkState state;
    final @Nullable WorkerResult[] results;

    /**
     * @param results with the first slice, what each worker reported, null where it had no data;
     *     empty with the others
     */
    Average(int slice, NetworkState state, @Nullable WorkerResult[] results) {
      this.slice = slice;
      this.state = state;
      this.results = results;
    }
  }
}
