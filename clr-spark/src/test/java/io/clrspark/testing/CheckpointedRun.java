package io.clrspark.testing;

import io.clrspark.network.NetworkState;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.CheckpointHeader;
import io.clrspark.training.checkpoint.RunPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of a run on a {@link HookedFileSystem}, and what processes do with it. */
public final class CheckpointedRun {

  public static final HookedFileSystem.Hook CONNECTION_LOST =
      () -> {
        throw new IOException("connection lost");
      };

  public final List<String> warnings = new ArrayList<>();
  private final Path root;
  private final String id;

  public CheckpointedRun(Path root, String id) {
    this.root = root;
    this.id = id;
  }

  public static Optional<String> lacksNone(RunPosition next) {
    return Optional.empty();
  }

  /** A history that has the rows of iteration 0 alone. */
  public static Optional<String> lacksFrom1(RunPosition next) {
    return Optional.of("no rows from 1 to " + next.iteration()).filter(no -> next.iteration() > 1);
  }

  public CheckpointFolder folder() {
    return CheckpointFolder.of("hooked:" + root, HookedFileSystem.configuration(), id);
  }

  /** A new run that has made checkpoints, of which it keeps three. */
  public CheckpointFolder begun(int... iterations) throws IOException {
    CheckpointFolder folder = folder();
    folder.claim();
    for (int iteration : iterations) {
      folder.save(checkpoint(id, iteration), 3);
    }
    return folder;
  }

  public CheckpointFolder chosen() {
    CheckpointFolder folder = folder();
    folder.newest(CheckpointedRun::lacksNone, warnings::add);
    return folder;
  }

  public void takeOver(CheckpointFolder folder) {
    folder.takeOver(CheckpointedRun::lacksNone, warnings::add);
    folder.dropNewer();
  }

  public CheckpointFolder resumed() {
    CheckpointFolder folder = chosen();
    takeOver(folder);
    folder.resumed();
    return folder;
  }

  public int newest() {
    return folder().newest(CheckpointedRun::lacksNone, warnings::add).position().iteration();
  }

  public static Checkpoint checkpoint(int iteration) {
    return checkpoint("run", iteration);
  }

  private static Checkpoint checkpoint(String id, int iteration) {
    return new Checkpoint(
        new CheckpointHeader(
            id,
            new TreeMap<>(Map.of("seed", "42")),
            "schedule",
            "network",
            new RunPosition(0, iteration, 0, 0, 0, 0, 0, false, 0.1, 0.5),
            List.of(),
            List.of(),
            Map.of(),
            Map.of()),
        new NetworkState(new byte[] {1, 2, 3}, new byte[] {4}));
  }

  public void damage(String what, String number) throws IOException {
    Path pointer = file("checkpoint-" + number);
    Path state = file("state-" + number);
    byte[] bytes = Files.readAllBytes(state);
    switch (what) {
      case "empty pointer" -> Files.writeString(pointer, "");
      case "damaged pointer" -> Files.writeString(pointer, "{\"format\" : 1, \"run");
      case "missing state" -> Files.delete(state);
      case "short state" -> Files.write(state, List.of("short"));
      default -> {
        bytes[bytes.length - 1] ^= 1;
        Files.write(state, bytes);
      }
    }
  }

  public Path path() {
    return root.resolve("run_id=" + id);
  }

  public Path file(String start) throws IOException {
    try (Stream<Path> files = Files.list(path())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Names, with # for what is random in them. */
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(path())) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.replaceFirst("-[0-9a-f]{8}(\\.bin)?$", "-#$1"))
          .sorted()
          .toList();
    }
  }
}
