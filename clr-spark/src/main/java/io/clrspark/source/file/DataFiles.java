package io.clrspark.source.file;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.conf.Property;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Finds the files of a path, in the order of their names. */
@Internal
public final class DataFiles {

  private DataFiles() {}

  /**
   * The files at a path: itself, those of a folder, or all that a pattern matches. Names that start
   * with a dot or an underscore are left out, as everywhere in Hadoop.
   *
   * @param property that named the path, for messages
   * @throws ClrException if there is none, or the file system cannot be reached
   */
  public static List<String> of(Property<String> property, String path, Configuration hadoop) {
    try {
      Path pattern = new Path(path);
      FileSystem files = pattern.getFileSystem(hadoop);
      FileStatus[] found = files.globStatus(pattern);
      if (found == null || found.length == 0) {
        throw problem(property, path, files.makeQualified(pattern) + " does not exist");
      }
      List<String> paths = new ArrayList<>();
      for (FileStatus status : found) {
        add(status, files, paths);
      }
      if (paths.isEmpty()) {
        throw problem(property, path, "the folder has no files");
      }
      return paths.stream().sorted().toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new ClrException(message(property, path, reason(e)), e);
    }
  }

  /** Opens a file; decompresses by its extension. */
  public static InputStream open(String file, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    InputStream raw = path.getFileSystem(hadoop).open(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    return codec == null ? raw : codec.createInputStream(raw);
  }

  private static void add(FileStatus status, FileSystem files, List<String> paths)
      throws IOException {
    if (status.isFile()) {
      paths.add(status.getPath().toString());
      return;
    }
    for (FileStatus child : files.listStatus(status.getPath(), DataFiles::isData)) {
      if (child.isFile()) {
        paths.add(child.getPath().toString());
      }
    }
  }

  private static boolean isData(Path path) {
    return !path.getName().startsWith(".") && !path.getName().startsWith("_");
  }

  /** Hadoop's own puts the kind of the cause before what the cause says. */
  private static String reason(Exception e) {
    return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
  }

  private static ClrException problem(Property<String> property, String path, String reason) {
    return new ClrException(message(property, path, reason));
  }

  private static String message(Property<String> property, String path, String reason) {
    return "Invalid "
        + property
        + ": "
        + MessageText.of(path)
        + " ("
        + MessageText.of(reason)
        + ")";
  }
}
