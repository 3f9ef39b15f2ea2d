package io.clrspark.training.round.driver;

import io.clrspark.Internal;
import io.clrspark.examples.store.WorkerExamples;
import io.clrspark.network.NetworkState;
import io.clrspark.training.round.JobPerRound;
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

/** Every worker sends its state to the driver, which averages them. */
@Internal
public final class DriverTransport extends JobPerRound {

  /** For the workers that are the partitions of an RDD. */
  public DriverTransport(JavaRDD<WorkerExamples> workers) {
    super(workers);
  }

  @Override
  protected RoundResult run(
      JavaRDD<WorkerExamples> workers, RoundTask task, RoundWorkers present, NetworkState like) {
    RoundSum sum = new RoundSum(present);
    List<Object> partitions = present.partitions();
    workers
        .context()
        .runJob(
            workers.rdd(),
            task,
            JavaConverters.asScalaBufferConverter(partitions).asScala().toSeq(),
            new Adding(partitions, sum),
            ClassTag.<WorkerResult>apply(WorkerResult.class));
    return sum.result();
  }

  /** Adds each result as Spark hands it over, in whatever order; Spark does so once per worker. */
  private static final class Adding extends AbstractFunction2<Object, WorkerResult, BoxedUnit> {

    private final List<Object> partitions;
    private final RoundSum sum;

    Adding(List<Object> partitions, RoundSum sum) {
      this.partitions = partitions;
      this.sum = sum;
    }

    @Override
    public BoxedUnit apply(Object index, WorkerResult result) {
      sum.add((Integer) partitions.get((Integer) index), result);
      return BoxedUnit.UNIT;
    }
  }
}
