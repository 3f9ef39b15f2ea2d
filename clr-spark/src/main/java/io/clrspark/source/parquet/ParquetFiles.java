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

/** Looks at the end of Parquet files, which tells whether they are such and whole. */
final class ParquetFiles {

  /** What a file starts and ends with. */
  private static final String MAGIC = "PAR1";

  private ParquetFiles() {}

  /**
   * Spark's own answer to a file that is none is a page of traces.
   *
   * @throws ClrException for the first file that does not end as Parquet does, or whose footer is
   *     damaged
   */
  static void requireWhole(List<String> files, Configuration hadoop) {
    for (String file : files) {
      if (!end(file, hadoop).equals(MAGIC)) {
        throw new ClrException(
            "Cannot read "
                + file
                + ": it is no Parquet file, or not a whole one: it does not end with "
                + MAGIC
                + ". Give the whole file.");
      }
      requireFooter(file, hadoop);
    }
  }

  private static void requireFooter(String file, Configuration hadoop) {
    try {
      ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file), hadoop)).close();
    } catch (IOException | RuntimeException e) { // of Parquet's, either
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
