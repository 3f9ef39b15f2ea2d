package io.clrspark.files;

import io.clrspark.Internal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file with a number in its name. Numbers rise with time.
 *
 * @param number the number
 * @param path the file
 */
@Internal
public record NumberedFile(long number, Path path) {

  /** By number, then by name. */
  public static final Comparator<NumberedFile> ORDER =
      Comparator.comparingLong(NumberedFile::number).thenComparing(file -> file.path().getName());

  /**
   * The files of a folder whose names match, in {@link #ORDER}; none if the folder does not exist.
   *
   * @param names matches a name; its first group is the number
   */
  public static List<NumberedFile> in(FileSystem files, Path folder, Pattern names)
      throws IOException {
    List<NumberedFile> found = new ArrayList<>();
    for (FileStatus file : list(files, folder)) {
      Matcher name = names.matcher(file.getPath().getName());
      if (name.matches()) {
        found.add(new NumberedFile(Long.parseLong(name.group(1)), file.getPath()));
      }
    }
    found.sort(ORDER);
    return found;
  }

  /** The same files in reverse order. */
  public static List<NumberedFile> newestFirst(List<NumberedFile> files) {
    List<NumberedFile> reversed = new ArrayList<>(files);
    Collections.reverse(reversed);
    return reversed;
  }

  /** The largest number; another one if there are no files. */
  public static long newestNumber(List<NumberedFile> inOrder, long ofNone) {
    return inOrder.isEmpty() ? ofNone : inOrder.get(inOrder.size() - 1).number();
  }

  /**
   * The files of a folder; none if the folder does not exist.
   *
   * <p>Not {@code listFiles}: on a local file system that starts a process per file to ask for its
   * owner.
   */
  public static List<FileStatus> list(FileSystem files, Path folder) throws IOException {
    try {
      return List.of(files.listStatus(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
