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
 * Looks for the checkpoint to go on with: the newest that can be read and before which the history
 * lacks no row, or, where there is none such, the newest that can be read.
 */
final class CheckpointSearch {

  /**
   * What was found.
   *
   * @param number the pointer's number
   * @param checkpoint the checkpoint
   */
  record Found(long number, Checkpoint checkpoint) {}

  private final CheckpointReader reader;
  private final CheckpointReader.Depth depth;
  private final Function<RunPosition, Optional<String>> lacking;
  private final Consumer<String> warnings;
  private Optional<NumberedFile> incomplete = Optional.empty();
  private Optional<String> damage = Optional.empty();

  /**
   * A search.
   *
   * @param depth how much of each checkpoint to read
   * @param lacking what the history lacks of before a position
   * @param warnings told of each checkpoint that is passed over
   */
  CheckpointSearch(
      CheckpointReader reader,
      CheckpointReader.Depth depth,
      Function<RunPosition, Optional<String>> lacking,
      Consumer<String> warnings) {
    this.reader = reader;
    this.depth = depth;
    this.lacking = lacking;
    this.warnings = warnings;
  }

  /**
   * Searches among pointers, of which the last is the newest.
   *
   * @throws ClrException if none can be read, or one that would be taken is of another run or of a
   *     newer format
   */
  Found among(List<NumberedFile> pointers) throws IOException {
    for (NumberedFile pointer : NumberedFile.newestFirst(pointers)) {
      Optional<Checkpoint> read = read(pointer);
      if (read.isPresent() && isWhole(pointer, read.get())) {
        return new Found(pointer.number(), read.get());
      }
    }
    NumberedFile newest = incomplete.orElseThrow(this::none);
    warnings.accept(
        "The run goes on from %s all the same: no other is better.".formatted(newest.path()));
    return new Found(newest.number(), reader.read(newest.path(), depth));
  }

  private Optional<Checkpoint> read(NumberedFile pointer) {
    try {
      return Optional.of(reader.read(pointer.path(), depth));
    } catch (ClrException e) {
      if (incomplete.isEmpty()) {
        throw e;
      }
      passedOver("not usable", e.getMessage());
    } catch (IOException e) {
      String reason = pointer.path() + ": " + ErrorText.reason(e);
      damage = damage.or(() -> Optional.of(reason));
      passedOver("not usable", reason + ".");
    }
    return Optional.empty();
  }

  private boolean isWhole(NumberedFile pointer, Checkpoint checkpoint) {
    Optional<String> lack = lacking.apply(checkpoint.position());
    if (lack.isPresent()) {
      incomplete = incomplete.or(() -> Optional.of(pointer));
      passedOver("without all its rows", pointer.path() + ": " + lack.get());
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
                        .formatted(reader.folder()));
    return new ClrException("Cannot resume run %s: %s".formatted(reader.runId(), reason));
  }
}
