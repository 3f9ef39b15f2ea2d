package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.history.RunId;
import io.clrspark.history.store.Failures;
import io.clrspark.history.store.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run, below a root that many runs may share.
 *
 * <pre>
 * run_id=ID/state-0000000007-3f9a1c07.bin   a checkpoint, see {@link CheckpointFormat}
 * run_id=ID/checkpoint-0000000007.json      what makes it visible: its name, length and checksum
 * run_id=ID/owner-00001                     which process writes: the one with the highest number
 * run_id=ID/_finished                       the run came to its end
 * </pre>
 *
 * <p>A checkpoint is written whole, then its pointer is renamed into place, so that a crash leaves
 * the one before. Not for several threads.
 */
public final class CheckpointFolder {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final Pattern POINTER = Pattern.compile("checkpoint-(\\d{10})\\.json");
  private static final Pattern OWNER = Pattern.compile("owner-(\\d{5,9})");
  private static final String STATE = "state-";
  private static final String RUN = "run_id=";
  private static final String FINISHED = "_finished";

  private final FileSystem files;
  private final Path folder;
  private final String runId;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long next = 1;
  private int owner;

  private CheckpointFolder(FileSystem files, Path folder, String runId) {
    this.files = files;
    this.folder = folder;
    this.runId = runId;
  }

  /**
   * The folder of a run's checkpoints, which need not exist; nothing is made yet.
   *
   * @param root any Hadoop path
   * @throws ClrException if there is no such file system, or the id is no name of a run
   */
  public static CheckpointFolder of(String root, Configuration hadoop, String runId) {
    Path path = new Path(root);
    FileSystem files = fileSystem(root, hadoop);
    Path folder = new Path(files.makeQualified(path), RUN + RunId.checked(runId));
    return new CheckpointFolder(files, folder, runId);
  }

  private static FileSystem fileSystem(String root, Configuration hadoop) {
    try {
      return new Path(root).getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw failure(root, e);
    }
  }

  /** Runs below a root that have not come to their end, the newest first. */
  public static List<CheckpointFolder> unfinished(String root, Configuration hadoop) {
    FileSystem files = fileSystem(root, hadoop);
    try {
      List<FileStatus> runs = new ArrayList<>();
      for (FileStatus one : list(files, new Path(root))) {
        Path path = one.getPath();
        if (path.getName().startsWith(RUN) && !files.exists(new Path(path, FINISHED))) {
          runs.add(one);
        }
      }
      runs.sort((a, b) -> Long.compare(b.getModificationTime(), a.getModificationTime()));
      return runs.stream().map(run -> of(files, run.getPath())).toList();
    } catch (IOException e) {
      throw failure(root, e);
    }
  }

  private static CheckpointFolder of(FileSystem files, Path folder) {
    return new CheckpointFolder(files, folder, folder.getName().substring(RUN.length()));
  }

  public String runId() {
    return runId;
  }

  /** Whether the run has made a checkpoint. */
  public boolean hasCheckpoints() {
    try {
      return !numbered(POINTER).isEmpty();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Takes the folder for a new run.
   *
   * @throws ClrException if a run of that id has checkpoints there, or it cannot be written
   */
  public void claim() {
    try {
      if (hasCheckpoints()) {
        throw new ClrException(
            "Cannot start run %s: there are checkpoints of a run of this id in %s. Resume it, or choose another id."
                .formatted(runId, folder));
      }
      own();
    } catch (IOException | FSError e) {
      throw failure(folder, e);
    }
  }

  /** Gives back what was claimed, where the run does not begin after all. */
  public void release() {
    try {
      files.delete(owner(owner), false);
      if (list(files, folder).isEmpty()) {
        files.delete(folder, false);
      }
    } catch (IOException e) {
      // what the caller reports is why the run does not begin
    }
  }

  /**
   * The newest checkpoint that can be read, without taking the run over.
   *
   * @param damaged told of each newer one that cannot
   * @throws ClrException if there is none, it is of another run, or of a newer format
   */
  public Checkpoint newest(Consumer<String> damaged) {
    try {
      List<Numbered> pointers = numbered(POINTER);
      Collections.reverse(pointers);
      Optional<String> first = Optional.empty();
      for (Numbered pointer : pointers) {
        try {
          return read(pointer.path());
        } catch (Pointer.NewerFormatException e) {
          throw new ClrException(
              "Cannot resume run %s: %s: %s.".formatted(runId, pointer.path(), e.getMessage()), e);
        } catch (IOException e) {
          String reason = pointer.path() + ": " + Failures.reason(e);
          damaged.accept("Checkpoint not usable, trying the one before it. " + reason + ".");
          first = first.or(() -> Optional.of(reason));
        }
      }
      throw new ClrException(
          first
              .map(
                  reason ->
                      "Cannot resume run %s: none of its checkpoints can be read (%s)."
                          .formatted(runId, reason))
              .orElseGet(
                  () ->
                      "Cannot resume run %s: there is no checkpoint of it in %s. Give its id and the folder that it wrote to, or start it anew."
                          .formatted(runId, folder)));
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private Checkpoint read(Path path) throws IOException {
    Pointer pointer = Pointer.fromJson(WholeFile.read(files, path));
    Checkpoint checkpoint = StateFile.read(files, folder, pointer);
    for (String id : List.of(pointer.runId(), checkpoint.runId())) {
      if (!id.equals(runId)) {
        throw new ClrException("Cannot resume run %s: %s is of run %s.".formatted(runId, path, id));
      }
    }
    return checkpoint;
  }

  /**
   * Makes this process the one that writes, and deletes what a crash left half-written.
   *
   * @throws ClrException if the folder cannot be written
   */
  public void takeOver() {
    try {
      own();
      files.delete(new Path(folder, FINISHED), false);
      for (Numbered pointer : numbered(POINTER)) {
        kept.add(new Kept(pointer.path(), stateOf(pointer.path())));
        next = pointer.number() + 1;
      }
      deleteStrays();
    } catch (IOException | FSError e) {
      throw failure(folder, e);
    }
  }

  private Optional<Path> stateOf(Path pointer) {
    try {
      return Optional.of(new Path(folder, Pointer.fromJson(WholeFile.read(files, pointer)).file()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // damaged; its state is a stray
    }
  }

  private void deleteStrays() throws IOException {
    List<Path> known = kept.stream().flatMap(one -> one.state().stream()).toList();
    for (FileStatus file : list(files, folder)) {
      String name = file.getPath().getName();
      if ((name.startsWith(STATE) && !known.contains(file.getPath())) || name.startsWith(".")) {
        files.delete(file.getPath(), false);
      }
    }
  }

  private void own() throws IOException {
    List<Numbered> owners = numbered(OWNER);
    owner = owners.isEmpty() ? 1 : (int) owners.get(owners.size() - 1).number() + 1;
    files.create(owner(owner), false).close();
  }

  private Path owner(int number) {
    return new Path(folder, String.format(Locale.ROOT, "owner-%05d", number));
  }

  /**
   * Writes a checkpoint, makes it visible, and deletes the oldest ones.
   *
   * @param keep how many stay
   * @throws IOException if it could not be written; those before are as they were
   * @throws ClrException if another process has taken the run over
   */
  public void save(Checkpoint checkpoint, int keep) throws IOException {
    if (files.exists(owner(owner + 1))) {
      throw new ClrException(
          "Cannot go on with run %s: another process has resumed it. Run it once at a time."
              .formatted(runId));
    }
    String number = String.format(Locale.ROOT, "%010d", next);
    Path state =
        new Path(
            folder, STATE + number + "-" + UUID.randomUUID().toString().substring(0, 8) + ".bin");
    Path pointer = new Path(folder, "checkpoint-" + number + ".json");
    try {
      Pointer written = StateFile.write(files, state, checkpoint);
      WholeFile.write(files, pointer, written.toJson());
    } catch (IOException | RuntimeException | FSError e) { // the last: a local disk that is full
      WholeFile.discard(files, state, e);
      throw e;
    }
    next++;
    kept.add(new Kept(pointer, Optional.of(state)));
    while (kept.size() > keep) {
      delete(kept.remove());
    }
  }

  /** Best effort: what stays is in nobody's way, and the newest has been written. */
  private void delete(Kept old) {
    try {
      files.delete(old.pointer(), false);
      if (old.state().isPresent()) {
        files.delete(old.state().get(), false);
      }
    } catch (IOException e) {
      LOG.debug("Cannot delete {}, which nobody needs", old.pointer(), e);
    }
  }

  /** Notes that the run came to its end. */
  public void finished() throws IOException {
    files.create(new Path(folder, FINISHED), true).close();
  }

  private List<Numbered> numbered(Pattern pattern) throws IOException {
    List<Numbered> found = new ArrayList<>();
    for (FileStatus file : list(files, folder)) {
      Matcher name = pattern.matcher(file.getPath().getName());
      if (name.matches()) {
        found.add(new Numbered(Long.parseLong(name.group(1)), file.getPath()));
      }
    }
    found.sort((a, b) -> Long.compare(a.number(), b.number()));
    return found;
  }

  private static List<FileStatus> list(FileSystem files, Path path) throws IOException {
    try {
      return List.of(files.listStatus(path));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private static ClrException failure(Object place, Throwable cause) {
    return new ClrException(
        "Cannot use the checkpoints at %s: %s.".formatted(place, Failures.reason(cause)), cause);
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** A file with a number in its name. */
  private record Numbered(long number, Path path) {}

  /** A checkpoint that is there. */
  private record Kept(Path pointer, Optional<Path> state) {}
}
