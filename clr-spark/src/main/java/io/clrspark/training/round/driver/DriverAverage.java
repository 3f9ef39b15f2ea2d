package io.clrspark.training.round.driver;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.training.round.RoundResult;
import io.clrspark.training.round.RoundSum;
import io.clrspark.training.round.RoundTask;
import io.clrspark.training.round.RoundWorkers;
import io.clrspark.training.round.WorkerResult;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Takes the workers' results in as Spark hands them over, once for each, and adds them up. */
@Internal
public final class DriverAverage extends AbstractFunction2<Object, WorkerResult, BoxedUnit> {

  private final List<Object> present;
  private final RoundSum sum;

  private DriverAverage(List<Object> present, RoundSum sum) {
    this.present = present;
    this.sum = sum;
  }

  /** Runs a round's task for the workers that are present. */
  public static RoundResult of(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present) {
    RoundSum sum = new RoundSum(present);
    List<Object> partitions = present.partitions();
    workers
        .context()
        .runJob(
            workers.rdd(),
            task,
            JavaConverters.asScalaBufferConverter(partitions).asScala().toSeq(),
            new DriverAverage(partitions, sum),
            ClassTag.<WorkerResult>apply(WorkerResult.class));
    return sum.result();
  }

  @Override
  public BoxedUnit apply(Object index, WorkerResult result) {
    sum.add((Integer) present.get((Integer) index), result);
    return BoxedUnit.UNIT;
  }
}
