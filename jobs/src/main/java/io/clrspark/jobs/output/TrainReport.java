package io.clrspark.jobs.output;

import io.clrspark.PlainNumber;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.Task;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.predict.Figures;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.TrainingResult;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The result of a training as lines {@code name: value}. */
public final class TrainReport {

  /** With a larger class, an accuracy says little without its share. */
  private static final double UNBALANCED = 0.6;

  private final ClrConf conf;
  private final CyclePlan plan;
  private final TrainingResult result;
  private final double majority;
  private final Optional<Figures> figures;

  /**
   * @param majority the share of the largest class in the held-out data
   * @param figures of the trained network on the held-out data
   */
  public TrainReport(
      ClrConf conf,
      CyclePlan plan,
      TrainingResult result,
      double majority,
      Optional<Figures> figures) {
    this.conf = conf;
    this.plan = plan;
    this.result = result;
    this.majority = majority;
    this.figures = figures;
  }

  /** Prints the results on {@code out}, and warnings on {@code err}. */
  public void print(PrintStream out, PrintStream err) {
    out.println("run_id: " + result.runId());
    out.println("iterations: " + result.iterations());
    out.println("epochs: " + result.epochs());
    out.println("cycles: " + PlainNumber.withoutExponent(plan.cycles()));
    out.println("train loss: " + PlainNumber.withoutExponent(result.trainLoss()));
    if (!isRegression()) {
      out.println("test accuracy: " + accuracy().map(PlainNumber::withoutExponent).orElse("none"));
    }
    best()
        .ifPresent(
            best ->
                out.printf(
                    Locale.ROOT,
                    "best test accuracy: %s, after %d iterations%n",
                    PlainNumber.withoutExponent(best.accuracy()),
                    best.iteration()));
    if (majority > UNBALANCED) {
      out.println("test share of the largest class: " + PlainNumber.withoutExponent(majority));
    }
    figures.ifPresent(found -> new FigurePrinter(out).summary(found, "test "));
    Optional<String> model = conf.set(ModelProperties.SAVE);
    out.println("model: " + ResultLines.unlessNone(ModelProperties.SAVE.key(), model));
    Optional<String> history = conf.set(TrainingProperties.HISTORY_PATH);
    out.println(
        "history: " + ResultLines.unlessNone(TrainingProperties.HISTORY_PATH.key(), history));
    history.ifPresent(path -> out.println("sql: " + query(path)));
    warn(err);
  }

  private void warn(PrintStream err) {
    if (!Double.isFinite(result.trainLoss())) {
      err.println(
          "Warning: The loss is not finite, so the network is of no use. Try a lower maxLr, or a"
              + " larger data.divide.");
    }
    result.checkpointProblem().ifPresent(problem -> err.println("Warning: " + problem));
    result.historyProblems().forEach(problem -> err.println("Warning: " + problem));
  }

  private boolean isRegression() {
    return conf.get(DataProperties.TASK) == Task.REGRESSION;
  }

  private Optional<Double> accuracy() {
    return result.evaluations().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(result.evaluations().get(result.evaluations().size() - 1).accuracy());
  }

  /** The evaluation with the best accuracy, the first of several, if the last is worse. */
  private Optional<EvaluationRow> best() {
    return result.evaluations().stream()
        .filter(row -> row.accuracy() != null)
        .max(
            Comparator.<EvaluationRow>comparingDouble(EvaluationRow::accuracy)
                .thenComparing(Comparator.comparingInt(EvaluationRow::iteration).reversed()))
        .filter(best -> best.accuracy() > accuracy().orElse(Double.POSITIVE_INFINITY));
  }

  /** A command that shows the run. */
  private String query(String history) {
    String select =
        result.evaluations().isEmpty()
            ? "SELECT iteration, lr, loss%s FROM iterations"
            : "SELECT epoch, lr, loss%s FROM evaluations";
    return "bin/clr sql --history %s \"%s WHERE run_id = '%s' ORDER BY iteration\""
        .formatted(
            ResultLines.quoted(history),
            select.formatted(isRegression() ? "" : ", accuracy"),
            result.runId());
  }
}
