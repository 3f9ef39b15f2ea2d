package io.clrspark.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.testing.CheckpointedRun;
import io.clrspark.testing.HookedFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which runs of a folder may be gone on with. */
class UnfinishedRunsTest {

  @TempDir Path root;

  @Test
  void runs_areThoseWithACheckpointAndNoEnd_byTheTimeOfTheNewest() throws IOException {
    begun("finished").finished();
    begun("early", 0, 7);
    begun("late", 0);
    begun("middle", 0, 7);
    begun("without");
    Files.createDirectories(root.resolve("run_id="));
    Files.writeString(root.resolve("run_id=file"), "no folder");
    time("early", 1, 10);
    time("early", 2, 20);
    time("late", 1, 40);
    time("middle", 1, 15);
    time("middle", 2, 30);
    // Object stores have no such times, or others.
    Files.setLastModifiedTime(root.resolve("run_id=early"), FileTime.fromMillis(99_000));
    assertThat(unfinished()).containsExactly("late", "middle", "early");
  }

  @Test
  void runThatCannotBeListed_isLeftOut() throws IOException {
    begun("closed", 0);
    begun("open", 0);
    HookedFileSystem.at("list", "run_id=closed", CheckpointedRun.CONNECTION_LOST);
    assertThat(unfinished()).containsExactly("open");
    assertThat(HookedFileSystem.reset()).isEmpty();
  }

  @Test
  void noRoot_hasNoRuns() {
    assertThat(UnfinishedRuns.in("hooked:" + root + "/no", HookedFileSystem.configuration()))
        .isEmpty();
  }

  private CheckpointFolder begun(String id, int... iterations) throws IOException {
    return new CheckpointedRun(root, id).begun(iterations);
  }

  private void time(String id, int number, int seconds) throws IOException {
    Path pointer = new CheckpointedRun(root, id).file("checkpoint-000000000" + number);
    Files.setLastModifiedTime(pointer, FileTime.fromMillis(seconds * 1000L));
  }

  private List<String> unfinished() {
    return UnfinishedRuns.in("hooked:" + root, HookedFileSystem.configuration()).stream()
        .map(CheckpointFolder::runId)
        .toList();
  }
}
