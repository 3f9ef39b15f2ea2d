package io.clrspark.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.RunInfo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int columns = 120;
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plan_isShownBeforeTraining_withItsWarnings() {
    start(false, 45);
    assertThat(shown())
        .startsWith(
            """
            Training on 640 examples, 2 workers, 10 iterations an epoch.
            4.5 cycles in 45 iterations (stepSize 5), not ending at the base rate 0.001.
            Warning: The run does not end at the base rate but at 0.005.""");
  }

  @Test
  void terminal_drawsOneLineAgainAndAgain() {
    Progress progress = start(true, 40);
    round(progress, 10);
    progress.evaluated(evaluation(10));
    round(progress, 40);
    progress.evaluated(evaluation(40));
    progress.finish();
    String text = shown();
    assertThat(text)
        .contains("\r[======                  ] iteration 10/40  epoch 1  lr 0.00200  loss 0.5000")
        .contains(
            "\r[========================] iteration 40/40  epoch 1  lr 0.00200  loss 0.5000"
                + "  test accuracy 0.7500\u001b[K\n")
        .endsWith("\n");
    assertThat(text.split("\n", 0)).hasSize(3);
  }

  @Test
  void narrowTerminal_isNeverWrapped() {
    columns = 40;
    Progress progress = start(true, 40);
    round(progress, 10);
    assertThat(shown().substring(shown().lastIndexOf('\r') + 1))
        .isEqualTo("iteration 10/40  epoch 1  lr 0.00200  l\u001b[K");
  }

  @Test
  void elsewhere_noControlCharacters_andNoFlood() {
    Progress progress = start(false, 40);
    for (int i = 1; i <= 40; i++) {
      round(progress, i);
    }
    progress.finish();
    assertThat(shown()).doesNotContain("\r", "\u001b");
    assertThat(shown().lines().count()).isEqualTo(2);
  }

  private Progress start(boolean terminal, long iterations) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, 5);
    Progress progress =
        new Progress(out, terminal, columns, CyclePlan.of(schedule, 0, iterations, 10));
    progress.started(new RunInfo("id", 640, 2, 10, 0, 0, iterations));
    return progress;
  }

  private static void round(Progress progress, int next) {
    progress.roundFinished(
        new RoundSummary(0, 0, next - 1, next, 0.002, 0.5, 0.8, 0.1),
        new RunControl() {
          @Override
          public void reset(Reset changes) {
            throw new AssertionError("progress must not reset the schedule");
          }

          @Override
          public void stop() {
            throw new AssertionError("progress must not stop the run");
          }
        });
  }

  private static EvaluationRow evaluation(int iteration) {
    return new EvaluationRow(iteration, "test", 1, 0.001, 0.6, 0.75, 100, Instant.EPOCH);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
