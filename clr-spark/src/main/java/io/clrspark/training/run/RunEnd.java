package io.clrspark.training.run;

import io.clrspark.Internal;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.training.checkpoint.RunPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param runId the run
 * @param position where it ended
 * @param evaluations every evaluation, in order
 * @param checkpointProblem why the last checkpoint could not be written; null when all is well
 */
@Internal
public record RunEnd(
    String runId,
    RunPosition position,
    List<EvaluationRow> evaluations,
    @Nullable String checkpointProblem) {

  /** Keeps a copy of the evaluations. */
  public RunEnd {
    evaluations = List.copyOf(evaluations);
  }
}
