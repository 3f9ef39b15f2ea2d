package io.clrspark.source.parquet;

import io.clrspark.ClrException;
import io.clrspark.source.file.DamagedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Checks the end of Parquet files, which shows whether they are complete. */
final class ParquetFiles {

  /** The bytes that a file starts and ends with. */
  private static final String MAGIC = "PAR1";

  private ParquetFiles() {}

  /**
   * Requires complete files: for others Spark prints a page of stack traces.
   *
   * @throws ClrException for the first file without Parquet's end, or with a damaged footer
   */
  static void requireWhole(List<String> files, Configuration hadoop) {
    for (String file : files) {
      if (!end(file, hadoop).equals(MAGIC)) {
        throw new ClrException(
            "Cannot read %s: it is no Parquet file, or not a whole one: it does not end with %s."
                    .formatted(file, MAGIC)
                + " Give the whole file.");
      }
      requireFooter(file, hadoop);
    }
  }

  private static void requireFooter(String file, Configuration hadoop) {
    try {
      ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), hadoop)).close();
    } catch (IOException | RuntimeException e) { // Parquet throws either
      throw DamagedFiles.of(file, e);
    }
  }

  private static String end(String file, Configuration hadoop) {
    Path path = new Path(file);
    try {
      FileSystem system = path.getFileSystem(hadoop);
      long length = system.getFileStatus(path).getLen();
      byte[] end = new byte[(int) Math.min(MAGIC.length(), length)];
      try (FSDataInputStream in = system.open(path)) {
        in.readFully(length - end.length, end);
      }
      return new String(end, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new ClrException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
