package io.clrspark.training.run;

import io.clrspark.Internal;
import io.clrspark.history.log.EvaluationRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param runId the run
 * @param iterations the network's iteration count
 * @param epochs the network's epoch count
 * @param trainLoss mean loss of the last iteration over the workers, weighted by examples
 * @param evaluations every evaluation, in order
 * @param checkpointProblem why the last checkpoint could not be written; null when all is well
 */
@Internal
public record RunEnd(
    String runId,
    int iterations,
    int epochs,
    double trainLoss,
    List<EvaluationRow> evaluations,
    @Nullable String checkpointProblem) {

  /** Keeps a copy of the evaluations. */
  public RunEnd {
    evaluations = List.copyOf(evaluations);
  }
}
