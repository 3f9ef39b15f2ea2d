package io.clrspark.training.run;

import io.clrspark.examples.load.EvaluationData;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.training.checkpoint.RunPosition;
import io.clrspark.training.job.RoundRunner;
import io.clrspark.training.round.EvaluationSum;
import java.time.Instant;
import java.util.List;

/**
 * Scores a run on its held-out data: after each epoch and at the end, or every so many iterations.
 */
final class HeldOutScores {

  private final RunContext run;
  private final RoundRunner runner;
  private final List<EvaluationData> sets;

  HeldOutScores(RunContext run, RoundRunner runner, List<EvaluationData> sets) {
    this.run = run;
    this.runner = runner;
    this.sets = sets;
  }

  /**
   * After a round.
   *
   * @param isEnd whether it was the last
   */
  void scoreWhenDue(boolean isEnd) {
    boolean isDue =
        run.request()
            .settings()
            .evaluationFrequency()
            .map(run.progress()::reaches)
            .orElseGet(() -> isEnd || run.progress().position().minibatch() == 0);
    if (isDue) {
      run.journal().evaluated(sets.stream().map(this::score).toList());
    }
  }

  private EvaluationRow score(EvaluationData set) {
    RunPosition now = run.progress().position();
    EvaluationSum sum = runner.evaluate(set, run.progress().state(), now.iteration(), now.epoch());
    double accuracy = sum.accuracy();
    return new EvaluationRow(
        now.iteration(),
        set.name(),
        now.epoch(),
        now.rate(),
        sum.loss(),
        Double.isNaN(accuracy) ? null : accuracy,
        sum.examples(),
        Instant.now());
  }
}
