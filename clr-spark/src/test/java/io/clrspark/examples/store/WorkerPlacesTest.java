package io.clrspark.examples.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerPlacesTest {

  private final Map<String, Integer> slots = new LinkedHashMap<>();

  @Test
  void newWorkers_arePutBesideTheirNeighbours() {
    slots.put("a", 2);
    slots.put("b", 2);
    assertThat(WorkerPlaces.of(slots, List.of(List.of(), List.of(), List.of(), List.of())))
        .containsExactly("a", "a", "b", "b");
    slots.put("c", 2);
    assertThat(WorkerPlaces.of(slots, Collections.nCopies(3, List.of())))
        .as("with more slots than workers, all executors are used")
        .containsExactly("a", "b", "c");
  }

  @Test
  void workers_goWhereTheirExamplesAre() {
    slots.put("a", 1);
    slots.put("b", 1);
    assertThat(WorkerPlaces.of(slots, List.of(List.of("b"), List.of("a"))))
        .containsExactly("b", "a");
    assertThat(WorkerPlaces.of(slots, List.of(List.of("a", "b"), List.of("a"))))
        .as("one may be in several places")
        .containsExactly("b", "a");
  }

  /** One has taken the worker of another that was lost, and yet another has come. */
  @Test
  void executor_getsNoMoreWorkersThanItHasSlots() {
    slots.put("a", 1);
    slots.put("b", 1);
    slots.put("c", 1);
    assertThat(WorkerPlaces.of(slots, List.of(List.of("a"), List.of("a"), List.of("b"))))
        .containsExactly("a", "c", "b");
  }

  @Test
  void executorsThatAreGone_countForNothing() {
    slots.put("b", 2);
    assertThat(WorkerPlaces.of(slots, List.of(List.of("a"), List.of("b"))))
        .containsExactly("b", "b");
  }

  @Test
  void slots_areEnoughForAsManyWorkers() {
    slots.put("a", 1);
    slots.put("b", 2);
    assertThat(WorkerPlaces.areEnough(slots, 3)).isTrue();
    assertThat(WorkerPlaces.areEnough(slots, 4)).isFalse();
  }
}
