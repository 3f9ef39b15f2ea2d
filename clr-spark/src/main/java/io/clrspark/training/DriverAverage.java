package io.clrspark.training;

import io.clrspark.training.average.AveragingTree;
import io.clrspark.training.data.WorkerExamples;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Takes the workers' results in as Spark hands them over, once for each, and adds them up. */
final class DriverAverage extends AbstractFunction2<Object, WorkerResult, BoxedUnit> {

  private final List<Object> present;
  private final AveragingTree average;
  private final WorkerResult[] results;

  private DriverAverage(List<Object> present, AveragingTree average, WorkerResult[] results) {
    this.present = present;
    this.average = average;
    this.results = results;
  }

  /** Runs a round's task for the workers that are present. */
  static RoundResult of(JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present) {
    AveragingTree average = new AveragingTree(present.flags(), present.type());
    WorkerResult[] results = new WorkerResult[present.flags().length];
    List<Object> partitions = present.partitions();
    workers
        .context()
        .runJob(
            workers.rdd(),
            task,
            JavaConverters.asScalaBufferConverter(partitions).asScala().toSeq(),
            new DriverAverage(partitions, average, results),
            ClassTag.<WorkerResult>apply(WorkerResult.class));
    return new RoundResult(average.average(), results);
  }

  @Override
  public BoxedUnit apply(Object index, WorkerResult result) {
    int worker = (Integer) present.get((Integer) index);
    average.add(worker, result.state(), result.examples());
    results[worker] = result.withoutState();
    return BoxedUnit.UNIT;
  }
}
