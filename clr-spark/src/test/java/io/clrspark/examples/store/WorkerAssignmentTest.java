package io.clrspark.examples.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkerAssignmentTest {

  @Property(tries = 300)
  void worker_allExamples_areBalancedToOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int workers,
      @ForAll @IntRange(min = 1, max = 500) int examples) {
    WorkerAssignment deal = new WorkerAssignment(seed, workers);
    long[] counts = new long[workers];
    for (int g = 0; g < examples; g++) {
      counts[deal.worker(g)]++;
    }
    assertThat(counts).isEqualTo(new WorkerAssignment(seed, workers).counts(examples));
    assertThat(Arrays.stream(counts).max().orElse(0) - Arrays.stream(counts).min().orElse(0))
        .isLessThanOrEqualTo(1);
  }

  @Property(tries = 300)
  void order_ofAnEpoch_usesEachExampleOnce(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 100) int epoch,
      @ForAll @IntRange(min = 0, max = 500) int examples) {
    int[] order = WorkerAssignment.order(seed, epoch, 3, examples);
    Arrays.sort(order);
    for (int i = 0; i < examples; i++) {
      assertThat(order[i]).isEqualTo(i);
    }
  }

  @Test
  void worker_askedInAnyOrder_isAFunctionOfThePlace() {
    WorkerAssignment forwards = new WorkerAssignment(42, 3);
    int[] workers = new int[30];
    for (int g = 0; g < 30; g++) {
      workers[g] = forwards.worker(g);
    }
    WorkerAssignment backwards = new WorkerAssignment(42, 3);
    for (int g = 29; g >= 0; g--) {
      assertThat(backwards.worker(g)).isEqualTo(workers[g]);
    }
    // Pinned: a change would give everybody's runs other results.
    assertThat(workers).startsWith(2, 0, 1, 1, 2, 0, 0, 2, 1);
  }

  @Test
  void order_otherSeedEpochOrWorker_isAnother() {
    int[] order = WorkerAssignment.order(42, 0, 0, 100);
    assertThat(WorkerAssignment.order(42, 0, 0, 100)).isEqualTo(order);
    assertThat(WorkerAssignment.order(43, 0, 0, 100)).isNotEqualTo(order);
    assertThat(WorkerAssignment.order(42, 1, 0, 100)).isNotEqualTo(order);
    assertThat(WorkerAssignment.order(42, 0, 1, 100)).isNotEqualTo(order);
  }

  @Test
  void worker_sortedData_mixesIt() {
    // Two classes, one after the other: each of four workers gets a quarter of each.
    WorkerAssignment deal = new WorkerAssignment(1, 4);
    int[] ofFirstClass = new int[4];
    for (int g = 0; g < 1000; g++) {
      ofFirstClass[deal.worker(g)]++;
    }
    assertThat(ofFirstClass).containsOnly(250);
  }
}
