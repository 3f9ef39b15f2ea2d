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

/** Finds the files of a path in the order of their names, and opens them. */
@Internal
public final class DataFiles {

  private DataFiles() {}

  /**
   * The files at a path: the file itself, the files of a folder, or all that match a pattern. Names
   * that start with a dot or an underscore are left out, as everywhere in Hadoop.
   *
   * @param property the property that named the path, for messages
   * @throws ClrException if there are no files, or the file system cannot be reached
   */
  public static List<String> of(Property<String> property, String path, Configuration hadoop) {
    try {
      Path pattern = new Path(path);
      FileSystem files = pattern.getFileSystem(hadoop);
      FileStatus[] found = files.globStatus(pattern);
      if (found == null || found.length == 0) {
        throw ClrException.invalid(
            property, path, MessageText.of(files.makeQualified(pattern) + " does not exist"));
      }
      List<String> paths = new ArrayList<>();
      for (FileStatus status : found) {
        add(status, files, paths);
      }
      if (paths.isEmpty()) {
        throw ClrException.invalid(property, path, "the folder has no files");
      }
      return paths.stream().sorted().toList();
    } catch (IOException | IllegalArgumentException e) {
      throw ClrException.invalid(property, path, MessageText.of(reason(e)), e);
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
    for (FileStatus child : files.listStatus(status.getPath(), DataFiles::isVisible)) {
      if (child.isFile()) {
        paths.add(child.getPath().toString());
      }
    }
  }

  /** Whether Hadoop reads a file or folder of that name: not after a dot or an underscore. */
  public static boolean isVisible(Path path) {
    return !path.getName().startsWith(".") && !path.getName().startsWith("_");
  }

  /** The cause's reason: Hadoop's own message starts with the class of its cause. */
  private static String reason(Exception e) {
    return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
  }
}
