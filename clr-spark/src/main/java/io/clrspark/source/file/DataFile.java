package io.clrspark.source.file;

import io.clrspark.Internal;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;

/**
 * A file of data.
 *
 * @param path its path, with its file system
 * @param status its length, and where it is
 * @param values the columns that folders like {@code label=0} give, and their texts
 */
@Internal
public record DataFile(String path, FileStatus status, Map<String, String> values) {

  DataFile(FileStatus status, Map<String, String> values) {
    this(status.getPath().toString(), status, new TreeMap<>(values));
  }
}
