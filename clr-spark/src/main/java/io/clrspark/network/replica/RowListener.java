package io.clrspark.network.replica;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.schedule.ISchedule;

/** Records every update of a replica when DL4J has made it. */
final class RowListener extends BaseTrainingListener {

  private final ISchedule schedule;
  private final DoubleSupplier accuracy;
  private UpdateRows rows = new UpdateRows();
  private int examples;
  private long started;

  RowListener(ISchedule schedule, DoubleSupplier accuracy) {
    this.schedule = schedule;
    this.accuracy = accuracy;
  }

  /** The next updates belong to a minibatch of that size, and are recorded in these rows. */
  void expect(int batch, UpdateRows into) {
    examples = batch;
    rows = into;
    started = System.nanoTime();
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    long now = System.nanoTime();
    rows.add(
        schedule.valueAt(iteration, epoch),
        model.score(),
        accuracy.getAsDouble(),
        examples,
        TimeUnit.NANOSECONDS.toMicros(now - started) / 1e3,
        TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
    started = now;
  }
}
