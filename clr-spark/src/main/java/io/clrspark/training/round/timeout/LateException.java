package io.clrspark.training.round.timeout;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An attempt that was cancelled at its time limit. */
final class LateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<RunningTask> tasks;

  /**
   * @param tasks those that had not ended
   */
  LateException(List<RunningTask> tasks, Throwable cause) {
    super("late", cause);
    this.tasks = tasks;
  }

  /** The executors that had not answered. */
  Set<String> executors() {
    return tasks.stream().map(RunningTask::executor).collect(Collectors.toSet());
  }

  /** Who had not answered, for people. */
  String who() {
    return tasks.isEmpty()
        ? "no executor has taken what is left"
        : tasks.stream()
            .map(RunningTask::name)
            .distinct()
            .collect(Collectors.joining(", ", "", tasks.size() == 1 ? " has" : " have"))
            .concat(" not answered");
  }
}
