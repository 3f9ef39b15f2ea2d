package io.clrspark.training.settings;

import io.clrspark.Internal;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.training.checkpoint.CheckpointFolder;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Where, how often and how many checkpoints a run keeps. By default it makes one after each epoch
 * and every ten minutes. It always makes one before the first round and one at the end.
 *
 * <pre>{@code Checkpoints.at("hdfs:///checkpoints").everyIterations(500).keep(3)}</pre>
 *
 * @param path a folder on any Hadoop file system; many runs may share it
 * @param everyIterations iterations from one to the next, after the round; 0 for never
 * @param everyMinutes the same in minutes
 * @param everyEpochs the same in epochs
 * @param keep how many stay, at least 1
 */
public record Checkpoints(
    String path, int everyIterations, int everyMinutes, int everyEpochs, int keep) {

  private static final int MINUTES = 10;

  /**
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Checkpoints {
    atLeast(0, "everyIterations", everyIterations);
    atLeast(0, "everyMinutes", everyMinutes);
    atLeast(0, "everyEpochs", everyEpochs);
    atLeast(1, "keep", keep);
  }

  private static void atLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (must be >= " + least + ")");
    }
  }

  /** Checkpoints in that folder. */
  public static Checkpoints at(String path) {
    return new Checkpoints(path, 0, 0, 0, CheckpointProperties.KEEP.defaultValue().orElseThrow());
  }

  /** This, and one whenever that many more iterations have been made. */
  public Checkpoints everyIterations(int iterations) {
    return new Checkpoints(path, iterations, everyMinutes, everyEpochs, keep);
  }

  /** This, and one whenever that many more minutes have gone by. */
  public Checkpoints everyMinutes(int minutes) {
    return new Checkpoints(path, everyIterations, minutes, everyEpochs, keep);
  }

  /** This, and one whenever that many more epochs are complete. */
  public Checkpoints everyEpochs(int epochs) {
    return new Checkpoints(path, everyIterations, everyMinutes, epochs, keep);
  }

  /** This with that many kept, 3 unless given. */
  public Checkpoints keep(int checkpoints) {
    return new Checkpoints(path, everyIterations, everyMinutes, everyEpochs, checkpoints);
  }

  /**
   * The iteration at which the checkpointed run began. The model file may hold a later state by
   * now. Empty if there is no such run.
   *
   * @throws io.clrspark.ClrException if they cannot be read
   */
  public Optional<Integer> firstIteration(String runId, Configuration hadoop) {
    CheckpointFolder folder = CheckpointFolder.of(path, hadoop, runId);
    return folder.hasCheckpoints()
        ? Optional.of(folder.newestHeader().position().firstIteration())
        : Optional.empty();
  }

  /**
   * The properties that a checkpointed run had; none if there is no such run.
   *
   * @throws io.clrspark.ClrException if they cannot be read
   */
  @Internal
  public Map<String, String> configuration(String runId, Configuration hadoop) {
    CheckpointFolder folder = CheckpointFolder.of(path, hadoop, runId);
    return folder.hasCheckpoints() ? folder.newestHeader().configuration() : Map.of();
  }

  /** This with the default frequencies if none is set. */
  public Checkpoints orDefaults() {
    boolean none = everyIterations == 0 && everyMinutes == 0 && everyEpochs == 0;
    return none ? everyEpochs(1).everyMinutes(MINUTES) : this;
  }
}
