package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
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
   * The unfinished runs below a root; the run with the newest checkpoint first. A run that cannot
   * be read is left out, with a warning.
   *
   * @throws io.clrspark.ClrException if the root cannot be read
   */
  public static List<CheckpointFolder> in(String root, Configuration hadoop) {
    FileSystem files = CheckpointFolder.fileSystem(root, hadoop);
    return CheckpointFolder.attempt(root, () -> NumberedFile.list(files, new Path(root))).stream()
        .flatMap(file -> unfinished(files, file.getPath()).stream())
        .sorted(Comparator.comparingLong(Run::time).reversed())
        .map(Run::folder)
        .toList();
  }

  private static Optional<Run> unfinished(FileSystem files, Path path) {
    return CheckpointFolder.of(files, path)
        .flatMap(run -> newest(files, path).map(time -> new Run(run, time)));
  }

  /**
   * When an unfinished run made its newest checkpoint. The time of the manifest: not every store
   * has a time of a folder.
   */
  private static Optional<Long> newest(FileSystem files, Path path) {
    try {
      List<FileStatus> all = NumberedFile.list(files, path);
      boolean finished =
          all.stream().anyMatch(file -> file.getPath().getName().equals(CheckpointFolder.FINISHED));
      return all.stream()
          .filter(file -> !finished && CheckpointFiles.isManifest(file.getPath()))
          .map(FileStatus::getModificationTime)
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      LOG.warn("{} is not looked at for a run to go on with: {}", path, ErrorText.reason(e));
      return Optional.empty();
    }
  }

  /** A run and when it made its newest checkpoint. */
  private record Run(CheckpointFolder folder, long time) {}
}
