package io.clrspark.schedule.plan;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells before a run how many cycles it makes, whether it ends at the base rate, and which lengths
 * or step sizes would end there.
 *
 * <p>The best accuracies come from ending with the base rate (Smith, arXiv 1506.01186, section
 * 3.2). A run of N iterations from {@code startIteration} has the rates of {@code startIteration}
 * to {@code startIteration + N - 1}; it ends at the base rate when it completes a cycle, so that
 * the next rate would be baseLr. After resets the cycles since the last one decide.
 */
public final class CyclePlan {
  private static final double ENOUGH_CYCLES = 3;

  private final PlannedRun run;
  private final long iterationsPerEpoch;

  private CyclePlan(PlannedRun run, long iterationsPerEpoch) {
    this.run = run;
    this.iterationsPerEpoch = iterationsPerEpoch;
  }

  /**
   * The plan of a run.
   *
   * @param schedule what gives the rates
   * @param startIteration the run's first global iteration, zero-based
   * @param iterations how many the run makes
   * @param iterationsPerEpoch iterations per epoch of the data; 0 when unknown
   * @throws InvalidScheduleException if startIteration or iterationsPerEpoch is negative,
   *     iterations below 1, or the run goes past iteration 2^31 - 1
   */
  public static CyclePlan of(
      CyclicLR schedule, long startIteration, long iterations, long iterationsPerEpoch) {
    Rules.notNegative("startIteration", startIteration);
    Rules.notNegative("iterationsPerEpoch", iterationsPerEpoch);
    if (iterations < 1 || iterations > PlannedRun.MAX_END - startIteration) {
      String rule = iterations < 1 ? "must be >= 1" : "a run must not go past iteration 2147483647";
      throw new InvalidScheduleException("iterations", Long.toString(iterations), rule);
    }
    PlannedRun run = new PlannedRun(schedule, startIteration, startIteration + iterations);
    return new CyclePlan(run, iterationsPerEpoch);
  }

  /** The number of cycles; 2.5 is two cycles and a rising half. A constant rate makes none. */
  public double cycles() {
    return run.cycles();
  }

  /** Whether the run completes its last cycle; a constant rate always does. */
  public boolean endsAtBase() {
    return run.endsAtBase();
  }

  /** Whether that is so, or the last rate is the base rate anyway, to the digits of a message. */
  private boolean showsBaseAtEnd() {
    return endsAtBase() || rate(run.end() - 1).equals(PlainNumber.rounded(run.last().baseLr()));
  }

  /**
   * Whether the run is at most the first half of a cycle: a range test by the triangular policy.
   */
  public boolean isRangeTest() {
    return !run.isConstant() && run.isRisingHalf();
  }

  /** The nearest numbers of iterations with which the run ends at the base rate, ascending. */
  public List<Long> nearestIterations() {
    return new NearestEnds(run).iterations();
  }

  /**
   * The nearest numbers of whole epochs with which the run ends at the base rate, ascending; empty
   * where there are none up to twice the length, or the iterations of an epoch are unknown.
   */
  public List<Long> nearestEpochs() {
    return new NearestEnds(run).epochs(iterationsPerEpoch);
  }

  /**
   * The nearest step sizes (of the last reset, if there is one) with which the run ends at the base
   * rate, ascending; empty where none lies between half and twice the present one.
   */
  public List<Long> nearestStepSizes() {
    return new NearestEnds(run).stepSizes();
  }

  /** The run in one sentence. */
  public String summary() {
    if (run.isConstant()) {
      return "No cycles: the rate is constant, because maxLr equals baseLr.";
    }
    if (isRangeTest()) {
      return "One rising half cycle of %d iterations from %s to %s, a range test by the triangular"
              .formatted(run.iterations(), rate(run.start()), rate(run.end() - 1))
          + " policy.";
    }
    String end = showsBaseAtEnd() ? "ending at" : "not ending at";
    return "%s in %d iterations%s, %s the base rate %s."
        .formatted(
            cyclesInWords(),
            run.iterations(),
            resets(),
            end,
            PlainNumber.rounded(run.last().baseLr()));
  }

  private String resets() {
    int resets = run.segments().size() - 1;
    String details = resets == 1 ? "1 reset" : resets + " resets";
    return resets == 0 ? " (stepSize " + run.last().stepSize() + ")" : " (" + details + ")";
  }

  /**
   * Warnings of what the user may not have meant: the run does not end at a cycle's end, has fewer
   * than 3 cycles, or shrinks the amplitude under 1% before its last tenth. Empty for a range test
   * and for a constant rate.
   *
   * @throws InvalidScheduleException if a custom scale is NaN or outside 0..1
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (run.isConstant() || isRangeTest()) {
      return List.of();
    }
    if (!showsBaseAtEnd()) {
      warnings.add(endWarning());
    }
    if (cycles() < ENOUGH_CYCLES) {
      warnings.add(cyclesWarning());
    }
    if (run.vanishesEarly()) {
      warnings.add(
          "The amplitude is under 1% of maxLr - baseLr before the run's last tenth (iteration "
              + run.lastTenth()
              + "): the rate hardly cycles any more.");
    }
    return List.copyOf(warnings);
  }

  private String endWarning() {
    String end =
        "The run does not end at the base rate but at %s. The best accuracies come from ending with"
            .formatted(rate(run.end() - 1));
    List<String> ways = new ArrayList<>();
    addWay(ways, nearestIterations(), "%s iterations");
    addWay(ways, nearestEpochs(), nearestEpochs().equals(List.of(1L)) ? "%s epoch" : "%s epochs");
    addWay(ways, nearestStepSizes(), "a stepSize of %s");
    return end
        + " the base rate"
        + (ways.isEmpty() ? "." : ": use " + String.join(", or ", ways) + ".");
  }

  private static void addWay(List<String> ways, List<Long> values, String format) {
    if (!values.isEmpty()) {
      String either = values.stream().map(String::valueOf).collect(Collectors.joining(" or "));
      ways.add(format.formatted(either));
    }
  }

  private String cyclesWarning() {
    String few = "The run makes only " + cyclesInWords() + ". The paper advises at least 3";
    long stepSize = run.iterations() / 6;
    boolean advisable = stepSize >= 1 && run.segments().size() == 1;
    return few + (advisable ? ": use a stepSize of at most " + stepSize + "." : ".");
  }

  private String cyclesInWords() {
    return PlainNumber.rounded(cycles()) + (cycles() == 1 ? " cycle" : " cycles");
  }

  private String rate(long iteration) {
    return PlainNumber.rounded(run.schedule().rateAt(iteration));
  }

  @Override
  public String toString() {
    return summary();
  }
}
