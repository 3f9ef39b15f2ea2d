package io.clrspark.range;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeEnd;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.range.curve.Smoothing;
import io.clrspark.range.curve.StopRule;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.util.ArrayList;
import java.util.List;

/** Records a range test's numbers and stops the run by the stop rule. */
final class CurveRecorder implements TrainingObserver {

  private final RangeSettings settings;
  private final Smoothing smoothing;
  private final StopRule stop;
  private final List<double[]> points = new ArrayList<>();
  private RangeEnd end = RangeEnd.COMPLETED;

  CurveRecorder(RangeSettings settings) {
    this.settings = settings;
    this.smoothing = new Smoothing(settings.smoothing());
    this.stop = new StopRule(settings.stopFactor());
  }

  @Override
  public void updated(List<HistoryRow> rows) {
    int from = 0;
    for (int to = 1; to <= rows.size(); to++) {
      if (to == rows.size() || rows.get(to).iteration() != rows.get(from).iteration()) {
        add(rows.subList(from, to));
        from = to;
      }
    }
  }

  @Override
  public void roundFinished(RoundSummary round, RunControl control) {
    if (end != RangeEnd.COMPLETED) {
      control.stop();
    }
  }

  RangeCurve curve() {
    return RangeCurve.of(column(0), column(1), column(2), settings);
  }

  /** Adds the mean over the workers of one iteration, weighted by examples. */
  private void add(List<HistoryRow> workers) {
    double loss = 0;
    double accuracy = 0;
    long examples = 0;
    long judged = 0;
    for (HistoryRow row : workers) {
      loss += row.loss() * row.examples();
      examples += row.examples();
      Double rate = row.accuracy();
      if (rate != null) {
        accuracy += rate * row.examples();
        judged += row.examples();
      }
    }
    double mean = loss / examples;
    points.add(new double[] {workers.get(0).lr(), mean, accuracy / judged});
    if (end == RangeEnd.COMPLETED && points.size() <= settings.iterations()) {
      end = stop.next(smoothing.next(mean));
    }
  }

  private double[] column(int index) {
    return points.stream().mapToDouble(point -> point[index]).toArray();
  }
}
