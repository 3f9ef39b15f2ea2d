package io.clrspark.model;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.Storage;
import io.clrspark.network.Network;
import io.clrspark.schedule.Schedule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Saves a network as one file on any Hadoop path, in the format of DL4J's {@code ModelSerializer},
 * which loads it without this library. The file is written under another name and then renamed, so
 * that no reader sees half of it and a failure leaves an earlier file unchanged.
 */
@Internal
public final class ModelFile {

  private static final int TRIES = 3;

  private final Path path;
  private final FileContext files;

  private ModelFile(Path path, FileContext files) {
    this.path = path;
    this.files = files;
  }

  /**
   * The file of that path; nothing is read or written yet.
   *
   * @throws ClrException if the path's file system is unknown or cannot be reached
   */
  public static ModelFile at(String path, Configuration hadoop) {
    try {
      Path file = Storage.of(path, hadoop).makeQualified(new Path(path));
      return new ModelFile(file, FileContext.getFileContext(file.toUri(), hadoop));
    } catch (IOException | RuntimeException e) {
      throw new ClrException(
          "Cannot save the model to " + path + ": " + ErrorText.reason(e) + ".", e);
    }
  }

  /**
   * Refuses, before a long training, a schedule that a saved model cannot hold and a path that
   * cannot be written to.
   *
   * @throws ClrException if the schedule's scale function was given in code, or no file can be made
   *     at the path
   */
  public void requireSaveable(ISchedule schedule) {
    requireWritable();
    if (schedule instanceof Schedule ours) {
      ours.notSaveable()
          .ifPresent(
              reason -> {
                throw new ClrException("Cannot save the model to " + path + ": " + reason);
              });
    }
  }

  /**
   * Writes the network with its updater, its schedule, its normalizer and what is known of it.
   * Replaces a file of that name.
   *
   * @throws ClrException if it cannot be written; an earlier file is then unchanged
   */
  public void save(Network network, Optional<DataNormalization> normalizer, ModelInfo info) {
    Path beside = beside();
    try {
      try (OutputStream out = create(beside)) {
        ModelZip.write(network, normalizer, info, out);
      }
      files.rename(beside, path, Rename.OVERWRITE);
    } catch (IOException | RuntimeException | FSError e) { // the last: a local disk that is full
      delete(beside);
      throw failure(e);
    }
  }

  private void requireWritable() {
    try {
      if (files.util().exists(path) && files.getFileStatus(path).isDirectory()) {
        throw new IOException("it is a folder");
      }
      requireCreatable(TRIES);
    } catch (IOException | RuntimeException | FSError e) {
      throw failure(e);
    }
  }

  /** Removes the folders that it creates. Another run may do the same, hence the repetition. */
  private void requireCreatable(int tries) throws IOException {
    List<Path> missing = missingFolders();
    Path beside = beside();
    try {
      create(beside).close();
    } catch (IOException e) {
      if (tries == 1) {
        throw e;
      }
      requireCreatable(tries - 1);
    } finally {
      delete(beside);
      missing.forEach(this::delete);
    }
  }

  /** The folders of the path that do not exist, the deepest first. */
  private List<Path> missingFolders() throws IOException {
    List<Path> missing = new ArrayList<>();
    Path folder = path.getParent();
    while (folder != null && !files.util().exists(folder)) {
      missing.add(folder);
      folder = folder.getParent();
    }
    return missing;
  }

  private Path beside() {
    return new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
  }

  private OutputStream create(Path file) throws IOException {
    return files.create(
        file, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE), CreateOpts.createParent());
  }

  private ClrException failure(Throwable cause) {
    return new ClrException(
        "Cannot save the model to " + path + ": " + ErrorText.reason(cause) + ".", cause);
  }

  /** Deletes a file or an empty folder. */
  private void delete(Path one) {
    try {
      files.delete(one, false);
    } catch (IOException e) {
      // the failure to write is reported instead
    }
  }

  /** The path with its file system. */
  @Override
  public String toString() {
    return path.toString();
  }
}
