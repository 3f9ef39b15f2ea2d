package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs in a folder that made a checkpoint and did not come to their end. */
@Internal
public final class UnfinishedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedRuns.class);

  private UnfinishedRuns() {}

  /**
   * Those below a root, that of the newest checkpoint first; one that cannot be looked at is left
   * out, with a warning.
   *
   * @throws io.clrspark.ClrException if the root cannot be read
   */
  public static List<CheckpointFolder> in(String root, Configuration hadoop) {
    FileSystem files = CheckpointFolder.fileSystem(root, hadoop);
    try {
      List<Run> runs = new ArrayList<>();
      for (FileStatus one : NumberedFile.list(files, new Path(root))) {
        CheckpointFolder.of(files, one.getPath())
            .flatMap(folder -> unfinished(files, one.getPath(), folder))
            .ifPresent(runs::add);
      }
      runs.sort(Comparator.comparingLong(Run::time).reversed());
      return runs.stream().map(Run::folder).toList();
    } catch (IOException e) {
      throw CheckpointFolder.failure(root, e);
    }
  }

  /** Looks at its pointers' own times: not every store has one of a folder. */
  private static Optional<Run> unfinished(FileSystem files, Path path, CheckpointFolder folder) {
    try {
      List<FileStatus> all = NumberedFile.list(files, path);
      boolean finished =
          all.stream().anyMatch(file -> file.getPath().getName().equals(CheckpointFolder.FINISHED));
      return finished
          ? Optional.empty()
          : all.stream()
              .filter(file -> CheckpointReader.isPointer(file.getPath()))
              .map(FileStatus::getModificationTime)
              .max(Comparator.naturalOrder())
              .map(time -> new Run(folder, time));
    } catch (IOException e) {
      LOG.warn("{} is not looked at for a run to go on with: {}", path, ErrorText.reason(e));
      return Optional.empty();
    }
  }

  /** A run and when it made its newest checkpoint. */
  private record Run(CheckpointFolder folder, long time) {}
}
