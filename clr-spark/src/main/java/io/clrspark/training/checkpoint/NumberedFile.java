package io.clrspark.training.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file with a number in its name.
 *
 * @param number the number
 * @param path the file
 */
record NumberedFile(long number, Path path) {

  static final Comparator<NumberedFile> ORDER =
      Comparator.comparingLong(NumberedFile::number).thenComparing(file -> file.path().getName());

  /** Those of a folder's files whose names match, by number, then by name. */
  static List<NumberedFile> of(List<FileStatus> folder, Pattern names) {
    List<NumberedFile> found = new ArrayList<>();
    for (FileStatus file : folder) {
      Matcher name = names.matcher(file.getPath().getName());
      if (name.matches()) {
        found.add(new NumberedFile(Long.parseLong(name.group(1)), file.getPath()));
      }
    }
    found.sort(ORDER);
    return found;
  }

  /** The files of a folder; none where it is not there. */
  static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
    try {
      return List.of(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
