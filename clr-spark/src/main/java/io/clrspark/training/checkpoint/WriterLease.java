package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Decides which process writes a run's checkpoints: the one that made the last file {@code
 * owner-NUMBER-RANDOM}, by number and then by name. If two processes come at the same instant, one
 * sees that it has lost, even on file systems that cannot create a file exclusively.
 */
final class WriterLease {

  private static final Pattern NAME = Pattern.compile("owner-(\\d{5,9})-[0-9a-f]{8}");

  private final CheckpointFiles run;
  private final List<Path> made = new ArrayList<>();
  private Optional<NumberedFile> own = Optional.empty();

  WriterLease(CheckpointFiles run) {
    this.run = run;
  }

  /**
   * Makes this process the owner, and returns its number, from 1.
   *
   * @throws ClrException if another process is taking the run at the same time, and gets it
   */
  long take() throws IOException {
    Path path = run.folder();
    while (path != null && !run.files().exists(path)) {
      made.add(path);
      path = path.getParent();
    }
    long number = NumberedFile.newestNumber(owners(), 0) + 1;
    String name = String.format(Locale.ROOT, "owner-%05d-%s", number, random());
    own = Optional.of(new NumberedFile(number, new Path(run.folder(), name)));
    try {
      run.files().create(own.get().path(), false).close();
      require();
      return number;
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /** Eight hexadecimal digits. */
  static String random() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * Does nothing if this process is the owner.
   *
   * @throws ClrException if another process has taken the run over
   */
  void require() throws IOException {
    List<NumberedFile> owners = owners();
    if (owners.isEmpty() || own.isEmpty()) {
      return;
    }
    if (NumberedFile.ORDER.compare(owners.get(owners.size() - 1), own.get()) > 0) {
      throw new ClrException(
          "Cannot go on with run %s: another process has resumed it. Run it once at a time."
              .formatted(run.runId()));
    }
  }

  private List<NumberedFile> owners() throws IOException {
    return NumberedFile.in(run.files(), run.folder(), NAME);
  }

  /** Gives the run back, with the folders as they were before it was taken. */
  void release() {
    try {
      if (own.isPresent()) {
        run.files().delete(own.get().path(), false);
      }
      for (Path path : made) {
        if (NumberedFile.list(run.files(), path).isEmpty()) {
          run.files().delete(path, false);
        }
      }
    } catch (IOException e) {
      // what the caller reports is why the run does not begin
    }
  }
}
