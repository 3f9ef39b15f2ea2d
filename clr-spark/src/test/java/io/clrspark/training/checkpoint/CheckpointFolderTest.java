package io.clrspark.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.testing.CheckpointedRun;
import io.clrspark.testing.HookedFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on file systems that fail, and damaged ones. */
class CheckpointFolderTest {

  @TempDir Path root;
  private CheckpointedRun run;

  @BeforeEach
  void nameTheRun() {
    run = new CheckpointedRun(root.resolve("a"), "run");
  }

  @AfterEach
  void everythingThatWasAwaited_came() {
    assertThat(HookedFileSystem.reset()).isEmpty();
  }

  @Test
  void names_areThoseOfTheDocumentation() throws IOException {
    CheckpointFolder folder = run.begun(0, 1, 2, 3);
    folder.finished();
    assertThat(run.files())
        .containsExactly(
            "_finished",
            "checkpoint-0000000002.json",
            "checkpoint-0000000003.json",
            "checkpoint-0000000004.json",
            "owner-00001-#",
            "state-0000000002-#.bin",
            "state-0000000003-#.bin",
            "state-0000000004-#.bin");
    assertThat(Files.readAllBytes(run.file("state-0000000002")))
        .startsWith("clr-ckp1".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void pointer_whoseRenameLostItsAnswer_isThere_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = run.begun();
    HookedFileSystem.at("renamed", "checkpoint-", CheckpointedRun.CONNECTION_LOST);
    folder.save(CheckpointedRun.checkpoint(7), 1);
    assertThat(run.newest()).isEqualTo(7);
    folder.save(CheckpointedRun.checkpoint(14), 1);
    assertThat(run.newest()).isEqualTo(14);
    assertThat(run.files())
        .hasSize(3)
        .contains("checkpoint-0000000002.json", "state-0000000002-#.bin");
  }

  @Test
  void pointer_whoseRenameLostItsAnswer_andCannotBeLookedAt_keepsItsState() throws IOException {
    CheckpointFolder folder = run.begun();
    HookedFileSystem.at(
        "renamed",
        "checkpoint-",
        () -> {
          HookedFileSystem.at("open", "checkpoint-", CheckpointedRun.CONNECTION_LOST);
          CheckpointedRun.CONNECTION_LOST.run();
        });
    assertThatThrownBy(() -> folder.save(CheckpointedRun.checkpoint(7), 3))
        .hasMessage("connection lost");
    assertThat(run.newest()).isEqualTo(7);
    folder.save(CheckpointedRun.checkpoint(14), 3);
    assertThat(run.newest()).isEqualTo(14);
  }

  @Test
  void pointer_thatCannotBeRenamed_leavesNothing_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = run.begun(0);
    List<String> before = run.files();
    HookedFileSystem.at("rename", "checkpoint-", CheckpointedRun.CONNECTION_LOST);
    assertThatThrownBy(() -> folder.save(CheckpointedRun.checkpoint(7), 3))
        .hasMessage("connection lost");
    assertThat(run.files()).isEqualTo(before);
    folder.save(CheckpointedRun.checkpoint(14), 3);
    assertThat(run.files()).contains("checkpoint-0000000003.json");
  }

  @Test
  void pointer_ofAnotherProcess_isLeftAlone_andTheNextTakesANewNumber() throws IOException {
    CheckpointFolder folder = run.begun();
    Files.writeString(run.path().resolve("checkpoint-0000000001.json"), "{}");
    assertThatThrownBy(() -> folder.save(CheckpointedRun.checkpoint(7), 3))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("checkpoint-0000000001.json is there already, with other contents");
    assertThat(run.file("checkpoint-0000000001")).hasContent("{}");
    folder.save(CheckpointedRun.checkpoint(14), 3);
    assertThat(run.newest()).isEqualTo(14);
  }

  @Test
  void fileSystem_thatCannotSync_isGoodEnough() throws IOException {
    CheckpointFolder folder = run.begun();
    HookedFileSystem.at(
        "sync",
        "state-",
        () -> {
          throw new UnsupportedOperationException("no hsync");
        });
    folder.save(CheckpointedRun.checkpoint(7), 3);
    assertThat(run.newest()).isEqualTo(7);
  }

  @Test
  void checkpoint_beforeWhichRowsAreMissing_isPassedOver_whereThereIsABetterOne()
      throws IOException {
    run.begun(0, 7, 14);
    Checkpoint used = run.folder().newest(CheckpointedRun::lacksFrom1, run.warnings::add);
    assertThat(used.position().iteration()).isZero();
    assertThat(run.warnings)
        .containsExactly(
            "Checkpoint without all its rows, trying the one before it. hooked:%s: no rows from 1 to 14"
                .formatted(run.path().resolve("checkpoint-0000000003.json")),
            "Checkpoint without all its rows, trying the one before it. hooked:%s: no rows from 1 to 7"
                .formatted(run.path().resolve("checkpoint-0000000002.json")));
  }

  @Test
  void checkpoint_beforeWhichRowsAreMissing_isUsed_whereNoOtherIsBetter() throws IOException {
    run.begun(7, 14);
    Files.writeString(run.file("checkpoint-0000000001"), "{\"format\" : 2}");
    Checkpoint used = run.folder().newest(CheckpointedRun::lacksFrom1, run.warnings::add);
    assertThat(used.position().iteration()).isEqualTo(14);
    assertThat(run.warnings)
        .hasSize(3)
        .last()
        .isEqualTo(
            "The run goes on from hooked:%s all the same: no other is better."
                .formatted(run.path().resolve("checkpoint-0000000002.json")));
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
    run.begun(0, 7);
    run.damage(what, "0000000002");
    assertThat(run.newest()).isZero();
    String pointer = "hooked:" + run.path().resolve("checkpoint-0000000002.json") + ": ";
    assertThat(run.warnings)
        .singleElement()
        .asString()
        .startsWith("Checkpoint not usable, trying the one before it. " + pointer + reason);
    run.damage(what, "0000000001");
    assertThatThrownBy(run::newest)
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith(
            "Cannot resume run run: none of its checkpoints can be read (" + pointer + reason)
        .hasMessageEndingWith(").");
  }

  @Test
  void damagedCheckpoints_doNotCount() throws IOException {
    run.begun(0, 7, 14, 21);
    run.damage("damaged pointer", "0000000003");
    run.damage("short state", "0000000004");
    CheckpointFolder folder = run.resumed();
    folder.save(CheckpointedRun.checkpoint(14), 3);
    run.damage("other state", "0000001001"); // those before it are there to go back to
    assertThat(run.newest()).isEqualTo(7);
    assertThat(run.files())
        .filteredOn(name -> !name.startsWith("owner-"))
        .containsExactly(
            "checkpoint-0000000002.json",
            "checkpoint-0000001001.json",
            "state-0000000002-#.bin",
            "state-0000001001-#.bin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"damaged pointer", "missing state", "short state"})
  void damagedCheckpoint_beforeTheOneUsed_doesNotCountEither(String what) throws IOException {
    run.begun(0, 7, 14);
    run.damage(what, "0000000002");
    run.resumed().save(CheckpointedRun.checkpoint(21), 3);
    assertThat(run.files())
        .filteredOn(name -> !name.startsWith("owner-"))
        .containsExactly(
            "checkpoint-0000000001.json",
            "checkpoint-0000000003.json",
            "checkpoint-0000001001.json",
            "state-0000000001-#.bin",
            "state-0000000003-#.bin",
            "state-0000001001-#.bin");
  }

  @Test
  void pointerThatCannotBeReadJustNow_keepsItsState() throws IOException {
    run.begun(0, 7);
    CheckpointFolder folder = run.folder();
    folder.newest(CheckpointedRun::lacksNone, run.warnings::add);
    folder.takeOver(CheckpointedRun::lacksNone, run.warnings::add);
    Files.writeString(run.path().resolve("state-0000000009-abcdef01.bin"), "half");
    HookedFileSystem.at("open", "checkpoint-0000000001", CheckpointedRun.CONNECTION_LOST);
    folder.resumed();
    assertThat(run.files()).contains("state-0000000001-#.bin", "state-0000000009-#.bin");
    Files.writeString(run.file("checkpoint-0000000002"), "");
    assertThat(run.newest()).isZero();
    run.resumed();
    assertThat(run.files())
        .contains("state-0000000001-#.bin")
        .doesNotContain("state-0000000009-#.bin");
  }

  @Test
  void header_hasAllButTheState() throws IOException {
    run.begun(0, 7);
    Path state = run.file("state-0000000002");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length - 1] ^= 1;
    Files.write(state, bytes);
    CheckpointHeader header = run.folder().newestHeader();
    assertThat(header.position()).isEqualTo(CheckpointedRun.checkpoint(7).position());
    assertThat(header).isEqualTo(CheckpointedRun.checkpoint(7).header());
    assertThatCode(run::newest).doesNotThrowAnyException();
  }
}
