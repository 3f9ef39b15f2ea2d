package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks for the checkpoint to resume from: the newest that can be read and before which the history
 * lacks no row. If there is none, the newest that can be read.
 */
final class CheckpointSearch {

  /** A checkpoint and the number of its manifest. */
  record Found(long number, Checkpoint checkpoint) {}

  private final CheckpointFiles run;
  private final boolean whole;
  private final Function<RunPosition, Optional<String>> lacking;
  private final Consumer<String> warnings;
  private Optional<NumberedFile> incomplete = Optional.empty();
  private Optional<String> damage = Optional.empty();

  /**
   * A search.
   *
   * @param whole whether to read checkpoints with their states
   * @param lacking what the history lacks before a position
   * @param warnings told of each checkpoint that is passed over
   */
  CheckpointSearch(
      CheckpointFiles run,
      boolean whole,
      Function<RunPosition, Optional<String>> lacking,
      Consumer<String> warnings) {
    this.run = run;
    this.whole = whole;
    this.lacking = lacking;
    this.warnings = warnings;
  }

  /**
   * Searches among manifests, of which the last is the newest.
   *
   * @throws ClrException if none can be read, or one that would be taken is of another run or of a
   *     newer format
   */
  Found among(List<NumberedFile> manifests) throws IOException {
    for (NumberedFile manifest : NumberedFile.newestFirst(manifests)) {
      Optional<Checkpoint> read = read(manifest);
      if (read.isPresent() && isComplete(manifest, read.get())) {
        return new Found(manifest.number(), read.get());
      }
    }
    NumberedFile newest = incomplete.orElseThrow(this::none);
    warnings.accept(
        "The run goes on from %s all the same: no other is better.".formatted(newest.path()));
    return new Found(newest.number(), run.read(newest.path(), whole));
  }

  private Optional<Checkpoint> read(NumberedFile manifest) {
    try {
      return Optional.of(run.read(manifest.path(), whole));
    } catch (ClrException e) {
      if (incomplete.isEmpty()) {
        throw e;
      }
      passedOver("not usable", e.getMessage());
    } catch (IOException e) {
      String reason = manifest.path() + ": " + ErrorText.reason(e);
      damage = damage.or(() -> Optional.of(reason));
      passedOver("not usable", reason + ".");
    }
    return Optional.empty();
  }

  /** Whether the history has all rows before the checkpoint. */
  private boolean isComplete(NumberedFile manifest, Checkpoint checkpoint) {
    Optional<String> lack = lacking.apply(checkpoint.position());
    if (lack.isPresent()) {
      incomplete = incomplete.or(() -> Optional.of(manifest));
      passedOver("without all its rows", manifest.path() + ": " + lack.get());
    }
    return lack.isEmpty();
  }

  private void passedOver(String why, String reason) {
    warnings.accept("Checkpoint %s, trying the one before it. %s".formatted(why, reason));
  }

  private ClrException none() {
    String reason =
        damage
            .map("none of its checkpoints can be read (%s)."::formatted)
            .orElseGet(
                () ->
                    "there is no checkpoint of it in %s. Give its id and the folder that it wrote to, or start it anew."
                        .formatted(run.folder()));
    return new ClrException("Cannot resume run %s: %s".formatted(run.runId(), reason));
  }
}
