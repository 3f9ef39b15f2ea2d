package io.clrspark.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.training.replica.NetworkState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints on file systems that fail, and under several processes at once. */
class CheckpointFolderTest {

  private static final String TAKEN_OVER =
      "Cannot go on with run run: another process has resumed it. Run it once at a time.";

  @TempDir Path root;
  private final List<String> warnings = new ArrayList<>();

  @AfterEach
  void everythingThatWasAwaited_came() {
    assertThat(HookedFileSystem.reset()).isEmpty();
  }

  @Test
  void names_areThoseOfTheDocumentation() throws IOException {
    CheckpointFolder folder = begun(0, 1, 2, 3);
    folder.finished();
    assertThat(files())
        .containsExactly(
            "_finished",
            "checkpoint-0000000002.json",
            "checkpoint-0000000003.json",
            "checkpoint-0000000004.json",
            "owner-00001-#",
            "state-0000000002-#.bin",
            "state-0000000003-#.bin",
            "state-0000000004-#.bin");
    assertThat(Files.readAllBytes(file("state-0000000002")))
        .startsWith("clr-ckp1".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void pointer_whoseRenameLostItsAnswer_isThere_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = begun();
    HookedFileSystem.at("renamed", "checkpoint-", CheckpointFolderTest::connectionLost);
    folder.save(checkpoint(7), 1);
    assertThat(newest()).isEqualTo(7);
    folder.save(checkpoint(14), 1);
    assertThat(newest()).isEqualTo(14);
    assertThat(files()).hasSize(3).contains("checkpoint-0000000002.json", "state-0000000002-#.bin");
  }

  @Test
  void pointer_whoseRenameLostItsAnswer_andCannotBeLookedAt_keepsItsState() throws IOException {
    CheckpointFolder folder = begun();
    HookedFileSystem.at(
        "renamed",
        "checkpoint-",
        () -> {
          HookedFileSystem.at("open", "checkpoint-", CheckpointFolderTest::connectionLost);
          connectionLost();
        });
    assertThatThrownBy(() -> folder.save(checkpoint(7), 3)).hasMessage("connection lost");
    assertThat(newest()).isEqualTo(7);
    folder.save(checkpoint(14), 3);
    assertThat(newest()).isEqualTo(14);
  }

  @Test
  void pointer_thatCannotBeRenamed_leavesNothing_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = begun(0);
    List<String> before = files();
    HookedFileSystem.at("rename", "checkpoint-", CheckpointFolderTest::connectionLost);
    assertThatThrownBy(() -> folder.save(checkpoint(7), 3)).hasMessage("connection lost");
    assertThat(files()).isEqualTo(before);
    folder.save(checkpoint(14), 3);
    assertThat(files()).contains("checkpoint-0000000003.json");
  }

  @Test
  void pointer_ofAnotherProcess_isLeftAlone_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = begun();
    Files.writeString(run().resolve("checkpoint-0000000001.json"), "{}");
    assertThatThrownBy(() -> folder.save(checkpoint(7), 3))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("checkpoint-0000000001.json is there already, with other contents");
    assertThat(file("checkpoint-0000000001")).hasContent("{}");
    folder.save(checkpoint(14), 3);
    assertThat(newest()).isEqualTo(14);
  }

  @Test
  void fileSystem_thatCannotSync_isGoodEnough() throws IOException {
    CheckpointFolder folder = begun();
    HookedFileSystem.at(
        "sync",
        "state-",
        () -> {
          throw new UnsupportedOperationException("no hsync");
        });
    folder.save(checkpoint(7), 3);
    assertThat(newest()).isEqualTo(7);
  }

  @Test
  void numbers_ofAProcessThatTakesOver_areApart() throws IOException {
    begun(0, 7);
    resumed().save(checkpoint(14), 9);
    resumed().save(checkpoint(21), 9);
    assertThat(files())
        .filteredOn(name -> !name.startsWith("state-"))
        .containsExactly(
            "checkpoint-0000000001.json",
            "checkpoint-0000000002.json",
            "checkpoint-0000001001.json",
            "checkpoint-0000002001.json",
            "owner-00001-#",
            "owner-00002-#",
            "owner-00003-#");
  }

  @Test
  void processThatSleeps_beforeItsPointerGetsItsName_isTakenOver_andMakesNone() throws IOException {
    CheckpointFolder sleeper = begun(0, 7);
    HookedFileSystem.at("create", ".checkpoint-", this::resumed);
    assertThatThrownBy(() -> sleeper.save(checkpoint(14), 1))
        .isInstanceOf(ClrException.class)
        .hasMessage(TAKEN_OVER);
    assertThat(newest()).isEqualTo(7);
    assertThat(files())
        .filteredOn(name -> !name.startsWith("owner-"))
        .containsExactly(
            "checkpoint-0000000001.json",
            "checkpoint-0000000002.json",
            "state-0000000001-#.bin",
            "state-0000000002-#.bin");
  }

  @Test
  void processThatSleeps_afterItsPointerGotItsName_isTakenOver_andDeletesNone()
      throws IOException {
    CheckpointFolder sleeper = begun(0, 7);
    HookedFileSystem.at("renamed", "checkpoint-", this::resumed);
    assertThatThrownBy(() -> sleeper.save(checkpoint(14), 1))
        .isInstanceOf(ClrException.class)
        .hasMessage(TAKEN_OVER);
    assertThat(files()).contains("checkpoint-0000000001.json", "checkpoint-0000000002.json");
    assertThatThrownBy(sleeper::finished).hasMessage("another process has resumed it");
    assertThat(files()).doesNotContain("_finished");
  }

  @Test
  void takenOver_whenAnotherCheckpointHasCome_goesOnWithThat() throws IOException {
    CheckpointFolder writer = begun(0, 7);
    CheckpointFolder other = folder();
    assertThat(other.newest(position -> Optional.empty(), warnings::add).position().iteration())
        .isEqualTo(7);
    writer.save(checkpoint(14), 3);
    assertThat(other.takeOver(position -> Optional.empty(), warnings::add))
        .hasValueSatisfying(now -> assertThat(now.position().iteration()).isEqualTo(14));
    other.dropNewer();
    assertThat(newest()).isEqualTo(14);
    assertThat(warnings).isEmpty();
  }

  @Test
  void newerThanTheOneUsed_areDeleted_beforeTheRunGoesOn() throws IOException {
    begun(0, 7, 14);
    Files.writeString(file("checkpoint-0000000003"), "{");
    CheckpointFolder folder = folder();
    folder.newest(CheckpointFolderTest::lacksFrom1, warnings::add);
    assertThat(folder.takeOver(CheckpointFolderTest::lacksFrom1, warnings::add)).isEmpty();
    folder.dropNewer();
    assertThat(newest()).isZero();
    assertThat(files()).contains("state-0000000002-#.bin", "state-0000000003-#.bin");
    folder.resumed();
    assertThat(files())
        .containsExactly(
            "checkpoint-0000000001.json",
            "owner-00001-#",
            "owner-00002-#",
            "state-0000000001-#.bin");
  }

  @Test
  void checkpoint_beforeWhichRowsAreMissing_isPassedOver_whereThereIsABetterOne()
      throws IOException {
    begun(0, 7, 14);
    Checkpoint used = folder().newest(CheckpointFolderTest::lacksFrom1, warnings::add);
    assertThat(used.position().iteration()).isZero();
    assertThat(warnings)
        .containsExactly(
            "Checkpoint without all its rows, trying the one before it. hooked:%s: no rows from 1 to 14"
                .formatted(run().resolve("checkpoint-0000000003.json")),
            "Checkpoint without all its rows, trying the one before it. hooked:%s: no rows from 1 to 7"
                .formatted(run().resolve("checkpoint-0000000002.json")));
  }

  @Test
  void checkpoint_beforeWhichRowsAreMissing_isUsed_whereNoOtherIsBetter() throws IOException {
    begun(7, 14);
    Files.writeString(file("checkpoint-0000000001"), "{\"format\" : 2}");
    Checkpoint used = folder().newest(CheckpointFolderTest::lacksFrom1, warnings::add);
    assertThat(used.position().iteration()).isEqualTo(14);
    assertThat(warnings)
        .hasSize(3)
        .last()
        .isEqualTo(
            "The run goes on from hooked:%s all the same: no other is better."
                .formatted(run().resolve("checkpoint-0000000002.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "empty pointer, it is damaged: ",
    "damaged pointer, it is damaged: ",
    "missing state, File hooked:",
    "short state, state-",
    "other state, state-",
  })
  void damagedCheckpoint_isPassedOver_andIsNoneOfThoseKept(String what, String reason)
      throws IOException {
    begun(0, 7);
    damage(what, "0000000002");
    assertThat(newest()).isZero();
    String pointer = "hooked:" + run().resolve("checkpoint-0000000002.json") + ": ";
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("Checkpoint not usable, trying the one before it. " + pointer + reason);
    damage(what, "0000000001");
    assertThatThrownBy(this::newest)
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith(
            "Cannot resume run run: none of its checkpoints can be read (" + pointer + reason)
        .hasMessageEndingWith(").");
  }

  @Test
  void damagedCheckpoints_doNotCount() throws IOException {
    begun(0, 7, 14, 21);
    damage("damaged pointer", "0000000003");
    damage("short state", "0000000004");
    CheckpointFolder folder = resumed();
    folder.save(checkpoint(14), 3);
    damage("other state", "0000001001"); // those before it are there to go back to
    assertThat(newest()).isEqualTo(7);
    assertThat(files())
        .filteredOn(name -> !name.startsWith("owner-"))
        .containsExactly(
            "checkpoint-0000000002.json",
            "checkpoint-0000001001.json",
            "state-0000000002-#.bin",
            "state-0000001001-#.bin");
  }

  @Test
  void pointerThatCannotBeReadJustNow_keepsItsState() throws IOException {
    begun(0, 7);
    CheckpointFolder folder = folder();
    folder.newest(position -> Optional.empty(), warnings::add);
    folder.takeOver(position -> Optional.empty(), warnings::add);
    Files.writeString(run().resolve("state-0000000009-abcdef01.bin"), "half");
    HookedFileSystem.at("open", "checkpoint-0000000001", CheckpointFolderTest::connectionLost);
    folder.resumed();
    assertThat(files()).contains("state-0000000001-#.bin", "state-0000000009-#.bin");
    Files.writeString(file("checkpoint-0000000002"), "");
    assertThat(newest()).isZero();
    resumed();
    assertThat(files()).contains("state-0000000001-#.bin").doesNotContain("state-0000000009-#.bin");
  }

  @Test
  void released_theFolderIsAsItWas() throws IOException {
    CheckpointFolder first = folder();
    first.claim();
    first.release();
    assertThat(root).isEmptyDirectory();
    begun(0, 7).finished();
    List<String> before = files();
    CheckpointFolder folder = folder();
    folder.newest(position -> Optional.empty(), warnings::add);
    folder.takeOver(position -> Optional.empty(), warnings::add);
    folder.release();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void twoProcessesThatComeAtOneInstant_oneGoesOn() throws IOException {
    begun(0, 7);
    CheckpointFolder one = chosen();
    CheckpointFolder two = chosen();
    HookedFileSystem.at("create", "owner-", () -> takeOver(two));
    List<String> ends = new ArrayList<>();
    for (CheckpointFolder process : List.of(one, two)) {
      try {
        if (process == one) {
          takeOver(one);
        }
        process.save(checkpoint(14), 3);
        ends.add("saved");
      } catch (ClrException e) {
        ends.add(e.getMessage());
      }
    }
    assertThat(ends).containsExactlyInAnyOrder("saved", TAKEN_OVER);
    assertThat(newest()).isEqualTo(14);
  }

  @Test
  void twoNewRunsOfOneId_atOneInstant_oneGoesOn() throws IOException {
    CheckpointFolder one = folder();
    CheckpointFolder two = folder();
    HookedFileSystem.at("create", "owner-", two::claim);
    List<CheckpointFolder> lost = new ArrayList<>();
    try {
      one.claim();
      assertThatThrownBy(() -> two.save(checkpoint(0), 3)).hasMessage(TAKEN_OVER);
      lost.add(two);
    } catch (ClrException e) {
      assertThat(e).hasMessage(TAKEN_OVER);
      two.save(checkpoint(0), 3);
      lost.add(one);
    }
    assertThat(lost).hasSize(1);
  }

  @Test
  void header_hasAllButTheState() throws IOException {
    begun(0, 7);
    Path state = file("state-0000000002");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 1] ^= 1;
    Files.write(state, bytes);
    Checkpoint header = folder().newestHeader();
    assertThat(header.position()).isEqualTo(checkpoint(7).position());
    assertThat(header.identity()).isEqualTo(checkpoint(7).identity());
    assertThat(header.state().parameters()).isEmpty();
    assertThatCode(this::newest).doesNotThrowAnyException();
  }

  private static void connectionLost() throws IOException {
    throw new IOException("connection lost");
  }

  /** A history that has the rows of iteration 0 alone. */
  private static Optional<String> lacksFrom1(RunPosition next) {
    return Optional.of("no rows from 1 to " + next.iteration()).filter(no -> next.iteration() > 1);
  }

  private CheckpointFolder folder() {
    return CheckpointFolder.of("hooked:" + root.resolve("a"), HookedFileSystem.configuration(), "run");
  }

  /** A new run that has made checkpoints, of which it keeps three or all. */
  private CheckpointFolder begun(int... iterations) throws IOException {
    CheckpointFolder folder = folder();
    folder.claim();
    for (int iteration : iterations) {
      folder.save(checkpoint(iteration), 3);
    }
    return folder;
  }

  private CheckpointFolder chosen() {
    CheckpointFolder folder = folder();
    folder.newest(position -> Optional.empty(), warnings::add);
    return folder;
  }

  private void takeOver(CheckpointFolder folder) {
    folder.takeOver(position -> Optional.empty(), warnings::add);
    folder.dropNewer();
  }

  private CheckpointFolder resumed() {
    CheckpointFolder folder = chosen();
    takeOver(folder);
    folder.resumed();
    return folder;
  }

  private int newest() {
    return folder()
        .newest(position -> Optional.empty(), warnings::add)
        .position()
        .iteration();
  }

  private static Checkpoint checkpoint(int iteration) {
    return new Checkpoint(
        "run",
        new RunIdentity(new TreeMap<>(Map.of("seed", "42")), "schedule", "network"),
        new RunPosition(0, iteration, 0, 0, 0, 0, 0, 0.1, 0.5),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        new NetworkState(new byte[] {1, 2, 3}, new byte[] {4}));
  }

  private void damage(String what, String number) throws IOException {
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

  private Path run() {
    return root.resolve("a/run_id=run");
  }

  private Path file(String start) throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Names, with # for what is random in them. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(run())) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.replaceFirst("-[0-9a-f]{8}(\\.bin)?$", "-#$1"))
          .sorted()
          .toList();
    }
  }
}
