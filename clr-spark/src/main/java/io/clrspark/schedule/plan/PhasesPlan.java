package io.clrspark.schedule.plan;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The plan of a run of phases, some of which may be cycles. */
final class PhasesPlan extends CyclePlan {
  private final Schedule schedule;
  private final long start;
  private final long end;
  private final List<Part> parts;

  PhasesPlan(Schedule schedule, long start, long end) {
    this.schedule = schedule;
    this.start = start;
    this.end = end;
    this.parts = parts();
  }

  /**
   * Phases of one name, one after the other.
   *
   * @param from the first iteration of the run in them
   * @param count how many, in part where the run has a phase in part
   * @param last the last of them
   */
  private record Part(String name, long from, double count, Phase last) {

    boolean isOfCycles() {
      return name.equals(Phase.CYCLE);
    }

    Part and(Phase next, double share) {
      return new Part(name, from, count + share, next);
    }
  }

  private List<Part> parts() {
    List<Part> all = new ArrayList<>();
    long at = start;
    while (at < end) {
      Phase phase = schedule.phaseAt(at);
      double share = (Math.min(end, phase.end()) - at) / (double) phase.length();
      int last = all.size() - 1;
      if (last >= 0 && all.get(last).name().equals(phase.name())) {
        all.set(last, all.get(last).and(phase, share));
      } else {
        all.add(new Part(phase.name(), at, share, phase));
      }
      at = phase.end();
    }
    return all;
  }

  @Override
  public double cycles() {
    return parts.stream().filter(Part::isOfCycles).mapToDouble(Part::count).sum();
  }

  @Override
  public boolean endsAtBase() {
    Phase last = last().last();
    return last.isEndless() || last.end() == end;
  }

  private Part last() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public String summary() {
    return "%s in %d iterations: %s. The last rate is %s."
        .formatted(
            schedule.name(),
            end - start,
            parts.stream().map(this::text).collect(Collectors.joining(", ")),
            rate(end - 1));
  }

  private String text(Part part) {
    String count = PlainNumber.rounded(part.count());
    String cycles = count.equals("1") ? "1 cycle" : count + " cycles";
    return "%s from iteration %d (rate %s)"
        .formatted(part.isOfCycles() ? cycles : part.name(), part.from(), rate(part.from()));
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Part last = last();
    if (!endsAtBase()) {
      warnings.add(
          "The run ends at iteration %d, within a phase (%s) that goes on to iteration %d: its last rate is %s."
              .formatted(end - 1, last.name(), last.last().end() - 1, rate(end - 1)));
    }
    if (last.name().equals(Phase.AFTER)) {
      warnings.add(
          "The schedule ends before the run: from iteration %d on, the rate stays %s."
              .formatted(last.from(), rate(end - 1)));
    }
    return List.copyOf(warnings);
  }

  private String rate(long iteration) {
    return PlainNumber.rounded(schedule.rateAt(iteration));
  }
}
