package io.clrspark.source.image;

import io.clrspark.ClrException;
import io.clrspark.conf.Property;
import io.clrspark.source.file.DataFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder with a folder of images for each class, in the order of their names.
 *
 * @param path its path, with its file system
 * @param classes the names of the folders in it
 * @param files the files in all of these
 */
record ImageFolder(String path, List<String> classes, List<ImageFile> files) {

  /**
   * Lists a folder. Names that start with a dot or an underscore are left out.
   *
   * @throws ClrException if it does not exist, has less than two folders, or one of them is empty
   */
  static ImageFolder of(
      Property<String> property, String path, Configuration hadoop, Consumer<String> notes) {
    try {
      Path folder = new Path(path);
      FileSystem system = folder.getFileSystem(hadoop);
      if (!system.exists(folder)) {
        throw ClrException.invalid(
            property, path, system.makeQualified(folder) + " does not exist");
      }
      List<String> classes = new ArrayList<>();
      List<ImageFile> files = new ArrayList<>();
      for (FileStatus entry : list(system, folder)) {
        if (!entry.isDirectory()) {
          notes.accept("Not read: %s, which is in no class's folder.".formatted(entry.getPath()));
        } else {
          addAll(system, entry.getPath(), classes.size(), files, notes);
          classes.add(entry.getPath().getName());
          if (files.isEmpty() || files.get(files.size() - 1).label() != classes.size() - 1) {
            throw ClrException.invalid(
                property, path, "its folder " + entry.getPath().getName() + " is empty");
          }
        }
      }
      if (classes.size() < 2) {
        throw ClrException.invalid(
            property, path, "it must have a folder of images for each of two or more classes");
      }
      String qualified = system.makeQualified(folder).toString();
      return new ImageFolder(qualified, List.copyOf(classes), List.copyOf(files));
    } catch (IOException | IllegalArgumentException e) {
      throw ClrException.invalid(property, path, String.valueOf(e.getMessage()));
    }
  }

  private static void addAll(
      FileSystem system, Path folder, int label, List<ImageFile> files, Consumer<String> notes)
      throws IOException {
    for (FileStatus file : list(system, folder)) {
      if (file.isFile()) {
        files.add(new ImageFile(file.getPath().toString(), label));
      } else {
        notes.accept("Not read: the folder %s.".formatted(file.getPath()));
      }
    }
  }

  private static List<FileStatus> list(FileSystem system, Path folder) throws IOException {
    return Arrays.stream(system.listStatus(folder, DataFiles::isVisible))
        .sorted(Comparator.comparing(status -> status.getPath().getName()))
        .toList();
  }
}
