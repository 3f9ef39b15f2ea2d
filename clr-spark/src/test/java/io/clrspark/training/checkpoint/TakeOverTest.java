package io.clrspark.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.testing.CheckpointedRun;
import io.clrspark.testing.HookedFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run and several processes: one of them writes, and none takes from it what it needs. */
class TakeOverTest {

  private static final String TAKEN_OVER =
      "Cannot go on with run run: another process has resumed it. Run it once at a time.";

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
  void numbers_ofAProcessThatTakesOver_areApart() throws IOException {
    run.begun(0, 7);
    run.resumed().save(CheckpointedRun.checkpoint(14), 9);
    run.resumed().save(CheckpointedRun.checkpoint(21), 9);
    assertThat(run.files())
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
    CheckpointFolder sleeper = run.begun(0, 7);
    HookedFileSystem.at("create", ".checkpoint-", run::resumed);
    assertThatThrownBy(() -> sleeper.save(CheckpointedRun.checkpoint(14), 1))
        .isInstanceOf(ClrException.class)
        .hasMessage(TAKEN_OVER);
    assertThat(run.newest()).isEqualTo(7);
    assertThat(run.files())
        .filteredOn(name -> !name.startsWith("owner-"))
        .containsExactly(
            "checkpoint-0000000001.json",
            "checkpoint-0000000002.json",
            "state-0000000001-#.bin",
            "state-0000000002-#.bin");
  }

  @Test
  void processThatSleeps_afterItsPointerGotItsName_isTakenOver_andDeletesNone() throws IOException {
    CheckpointFolder sleeper = run.begun(0, 7);
    HookedFileSystem.at("renamed", "checkpoint-", run::resumed);
    assertThatThrownBy(() -> sleeper.save(CheckpointedRun.checkpoint(14), 1))
        .isInstanceOf(ClrException.class)
        .hasMessage(TAKEN_OVER);
    assertThat(run.files()).contains("checkpoint-0000000001.json", "checkpoint-0000000002.json");
    assertThatThrownBy(sleeper::finished).hasMessage("another process has resumed it");
    assertThat(run.files()).doesNotContain("_finished");
  }

  @Test
  void takenOver_whenAnotherCheckpointHasCome_goesOnWithThat() throws IOException {
    CheckpointFolder writer = run.begun(0, 7);
    CheckpointFolder other = run.folder();
    assertThat(other.newest(CheckpointedRun::lacksNone, run.warnings::add).position().iteration())
        .isEqualTo(7);
    writer.save(CheckpointedRun.checkpoint(14), 3);
    assertThat(other.takeOver(CheckpointedRun::lacksNone, run.warnings::add))
        .hasValueSatisfying(now -> assertThat(now.position().iteration()).isEqualTo(14));
    other.dropNewer();
    assertThat(run.newest()).isEqualTo(14);
    assertThat(run.warnings).isEmpty();
  }

  @Test
  void newerThanTheOneUsed_areDeleted_beforeTheRunGoesOn() throws IOException {
    run.begun(0, 7, 14);
    Files.writeString(run.file("checkpoint-0000000003"), "{");
    CheckpointFolder folder = run.folder();
    folder.newest(CheckpointedRun::lacksFrom1, run.warnings::add);
    assertThat(folder.takeOver(CheckpointedRun::lacksFrom1, run.warnings::add)).isEmpty();
    folder.dropNewer();
    assertThat(run.newest()).isZero();
    assertThat(run.files()).contains("state-0000000002-#.bin", "state-0000000003-#.bin");
    folder.resumed();
    assertThat(run.files())
        .containsExactly(
            "checkpoint-0000000001.json",
            "owner-00001-#",
            "owner-00002-#",
            "state-0000000001-#.bin");
  }

  @Test
  void released_theFolderIsAsItWas() throws IOException {
    CheckpointFolder first = run.folder();
    first.claim();
    first.release();
    assertThat(root).isEmptyDirectory();
    run.begun(0, 7).finished();
    List<String> before = run.files();
    CheckpointFolder folder = run.folder();
    folder.newest(CheckpointedRun::lacksNone, run.warnings::add);
    folder.takeOver(CheckpointedRun::lacksNone, run.warnings::add);
    folder.release();
    assertThat(run.files()).isEqualTo(before);
  }

  @Test
  void twoProcessesThatComeAtOneInstant_oneGoesOn() throws IOException {
    run.begun(0, 7);
    CheckpointFolder one = run.chosen();
    CheckpointFolder two = run.chosen();
    HookedFileSystem.at("create", "owner-", () -> run.takeOver(two));
    List<String> ends = new ArrayList<>();
    for (CheckpointFolder process : List.of(one, two)) {
      try {
        if (process == one) {
          run.takeOver(one);
        }
        process.save(CheckpointedRun.checkpoint(14), 3);
        ends.add("saved");
      } catch (ClrException e) {
        ends.add(e.getMessage());
      }
    }
    assertThat(ends).containsExactlyInAnyOrder("saved", TAKEN_OVER);
    assertThat(run.newest()).isEqualTo(14);
  }

  @Test
  void twoNewRunsOfOneId_atOneInstant_oneGoesOn() throws IOException {
    CheckpointFolder one = run.folder();
    CheckpointFolder two = run.folder();
    HookedFileSystem.at("create", "owner-", two::claim);
    List<CheckpointFolder> lost = new ArrayList<>();
    try {
      one.claim();
      assertThatThrownBy(() -> two.save(CheckpointedRun.checkpoint(0), 3)).hasMessage(TAKEN_OVER);
      lost.add(two);
    } catch (ClrException e) {
      assertThat(e).hasMessage(TAKEN_OVER);
      two.save(CheckpointedRun.checkpoint(0), 3);
      lost.add(one);
    }
    assertThat(lost).hasSize(1);
  }
}
