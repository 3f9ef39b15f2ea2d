package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.DataProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files of a path, in the order of their names. */
final class CsvPaths {

  private CsvPaths() {}

  /**
   * The files at a path: itself, those of a folder, or all that a pattern matches. Names that start
   * with a dot or an underscore are left out, as everywhere in Hadoop.
   *
   * @throws ClrException if there is none, or the file system cannot be reached
   */
  static List<String> of(String path, Configuration hadoop) {
    try {
      Path pattern = new Path(path);
      FileSystem files = pattern.getFileSystem(hadoop);
      FileStatus[] found = files.globStatus(pattern);
      if (found == null || found.length == 0) {
        throw problem(path, files.makeQualified(pattern) + " does not exist");
      }
      List<String> paths = new ArrayList<>();
      for (FileStatus status : found) {
        add(status, files, paths);
      }
      if (paths.isEmpty()) {
        throw problem(path, "the folder has no files");
      }
      return paths.stream().sorted().toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new ClrException(message(path, String.valueOf(e.getMessage())), e);
    }
  }

  private static void add(FileStatus status, FileSystem files, List<String> paths)
      throws IOException {
    if (status.isFile()) {
      paths.add(status.getPath().toString());
      return;
    }
    for (FileStatus child : files.listStatus(status.getPath(), CsvPaths::isData)) {
      if (child.isFile()) {
        paths.add(child.getPath().toString());
      }
    }
  }

  private static boolean isData(Path path) {
    return !path.getName().startsWith(".") && !path.getName().startsWith("_");
  }

  private static ClrException problem(String path, String reason) {
    return new ClrException(message(path, reason));
  }

  private static String message(String path, String reason) {
    return "Invalid " + DataProperties.PATH + ": " + path + " (" + reason + ")";
  }
}
