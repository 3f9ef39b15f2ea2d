package io.clrspark.ml.predict;

import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.OutputPool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** The rows of a partition with what a network predicts of them, a batch at a time. */
final class BatchPredictions implements Iterator<Row> {

  private static final int ROWS = 256;
  private static final int NUMBERS = 1 << 20;

  private final Iterator<Row> rows;
  private final ScoringTask task;
  private final Network network;
  private final int features;
  private final Row[] batch;
  private final double[] numbers;
  private final ArrayDeque<Row> ready = new ArrayDeque<>();

  BatchPredictions(Iterator<Row> rows, ScoringTask task, OutputPool pool) {
    this.rows = rows;
    this.task = task;
    ComputeThreads.set(TaskContext.get().cpus());
    this.network = pool.borrow();
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) ended -> pool.giveBack(network));
    this.features = task.features();
    int size = Math.max(1, Math.min(ROWS, NUMBERS / features));
    this.batch = new Row[size];
    this.numbers = new double[size * features];
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      predict();
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void predict() {
    int count = 0;
    boolean[] invalid = new boolean[batch.length];
    while (count < batch.length && rows.hasNext()) {
      Row row = rows.next();
      @Nullable String problem = task.read(row, numbers, count * features);
      if (problem != null && task.handles("error")) {
        throw new ClrException(
            "Cannot predict: %s. Set handleInvalid to skip or keep such rows, or dataMissing."
                .formatted(problem));
      }
      if (problem == null || task.handles("keep")) {
        invalid[count] = problem != null;
        batch[count++] = row;
      }
    }
    if (count > 0) {
      add(count, invalid);
    }
  }

  private void add(int count, boolean[] invalid) {
    for (int row = 0; row < count; row++) {
      if (invalid[row]) {
        Arrays.fill(numbers, row * features, (row + 1) * features, 0);
      }
    }
    double[][] outputs = NetworkOutput.of(network, numbers, count, task.shape());
    for (int row = 0; row < count; row++) {
      if (invalid[row]) {
        Arrays.fill(outputs[row], Double.NaN);
      }
      ready.add(with(batch[row], outputs[row]));
    }
  }

  private Row with(Row row, double[] output) {
    OutputColumns columns = task.columns();
    Object[] values = new Object[row.size() + columns.count()];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    int next = row.size();
    if (columns.classes() == 0) {
      if (next < values.length) {
        values[next] = output[0];
      }
      return RowFactory.create(values);
    }
    double[] raw = ClassOutput.raw(output);
    if (!columns.raw().isEmpty()) {
      values[next++] = Vectors.dense(raw);
    }
    double[] probability = ClassOutput.probability(raw);
    if (!columns.probability().isEmpty()) {
      values[next++] = Vectors.dense(probability);
    }
    if (!columns.prediction().isEmpty()) {
      values[next] = ClassOutput.prediction(probability, columns.thresholds());
    }
    return RowFactory.create(values);
  }
}
