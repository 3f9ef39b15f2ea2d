package io.clrspark.training.round.shuffle;

import io.clrspark.examples.store.WorkerExamples;
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
 * The two halves of an average on the executors: a worker trains and cuts its state into slices,
 * and a slice is averaged over the workers, in the order of the same tree that the driver uses.
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

  /** The slices of a worker; none where it has no data. */
  Iterator<Tuple2<Integer, SlicePart>> train(Iterator<WorkerExamples> partition) {
    TaskContext context = TaskContext.get();
    int worker = context.partitionId();
    if (!present.flags()[worker]) {
      return List.<Tuple2<Integer, SlicePart>>of().iterator();
    }
    WorkerResult result = task.run(context, partition.next());
    return IntStream.range(0, slices.count())
        .mapToObj(slice -> new Tuple2<>(slice, part(worker, result, slice)))
        .iterator();
  }

  private SlicePart part(int worker, WorkerResult result, int slice) {
    return new SlicePart(
        worker,
        slices.cut(result.state(), slice),
        result.examples(),
        slice == 0 ? result.withoutState() : null);
  }

  Iterator<AveragedSlice> average(Iterator<Tuple2<Integer, SlicePart>> parts) {
    int slice = TaskContext.getPartitionId();
    AveragingTree tree = new AveragingTree(present.flags(), present.type());
    @Nullable WorkerResult[] results = new WorkerResult[slice == 0 ? present.flags().length : 0];
    while (parts.hasNext()) {
      SlicePart part = parts.next()._2();
      tree.add(part.worker(), part.state(), part.examples());
      if (slice == 0) {
        results[part.worker()] = part.result();
      }
    }
    return List.of(new AveragedSlice(slice, tree.average(), results)).iterator();
  }
}
