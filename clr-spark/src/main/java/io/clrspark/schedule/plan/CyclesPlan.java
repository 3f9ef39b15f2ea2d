package io.clrspark.schedule.plan;

import io.clrspark.PlainNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The plan of a run of cycles; after resets, those since the last one decide how it ends. */
final class CyclesPlan extends CyclePlan {
  private static final double ENOUGH_CYCLES = 3;

  private final PlannedRun run;
  private final long iterationsPerEpoch;

  CyclesPlan(PlannedRun run, long iterationsPerEpoch) {
    this.run = run;
    this.iterationsPerEpoch = iterationsPerEpoch;
  }

  @Override
  public double cycles() {
    return run.cycles();
  }

  @Override
  public boolean endsAtBase() {
    return run.endsAtBase();
  }

  /** Whether that is so, or the last rate is the base rate anyway, to the digits of a message. */
  private boolean showsBaseAtEnd() {
    return endsAtBase() || rate(run.end() - 1).equals(PlainNumber.rounded(run.baseAtEnd()));
  }

  @Override
  public boolean isRangeTest() {
    return !run.isConstant() && run.isRisingHalf();
  }

  @Override
  public List<Long> nearestIterations() {
    return new NearestEnds(run).iterations();
  }

  @Override
  public List<Long> nearestEpochs() {
    return new NearestEnds(run).epochs(iterationsPerEpoch);
  }

  @Override
  public List<Long> nearestStepSizes() {
    return new NearestEnds(run).stepSizes();
  }

  @Override
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
            cyclesInWords(), run.iterations(), resets(), end, PlainNumber.rounded(run.baseAtEnd()));
  }

  private String resets() {
    int resets = run.segments().size() - 1;
    String details = resets == 1 ? "1 reset" : resets + " resets";
    return resets == 0 ? " (" + run.last().steps().replace('=', ' ') + ")" : " (" + details + ")";
  }

  @Override
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
    boolean advisable = stepSize >= 1 && run.segments().size() == 1 && run.last().hasEqualHalves();
    return few + (advisable ? ": use a stepSize of at most " + stepSize + "." : ".");
  }

  private String cyclesInWords() {
    return PlainNumber.rounded(cycles()) + (cycles() == 1 ? " cycle" : " cycles");
  }

  private String rate(long iteration) {
    return PlainNumber.rounded(run.schedule().rateAt(iteration));
  }
}
