package io.clrspark.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The test's class path for executors in processes of their own. */
final class ExecutorJars {

  private ExecutorJars() {}

  /** Links the test's jars into SPARK_HOME/jars; the class path entries that are folders. */
  static String link() {
    StringBuilder folders = new StringBuilder();
    Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
    try {
      Files.createDirectories(jars);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          folders.append(folders.isEmpty() ? "" : File.pathSeparator).append(path);
        } else if (Files.notExists(jars.resolve(path.getFileName()))) {
          Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders.toString();
  }
}
