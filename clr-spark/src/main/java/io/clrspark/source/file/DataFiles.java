package io.clrspark.source.file;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.conf.Property;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.jspecify.annotations.Nullable;

/** Finds the files of a path in the order of their names, and opens them. */
@Internal
public final class DataFiles {

  /** Names that programs give to what is no data. */
  private static final Pattern NO_DATA =
      Pattern.compile(
          "_SUCCESS|_(common_)?metadata|_(committed|started)_.*|_temporary|\\..*\\.crc");

  private static final Pattern PATTERN_CHARACTER = Pattern.compile("[*?\\[{\\\\]");

  private final boolean hasPartitions;
  private final Consumer<String> notes;
  private final Map<String, DataFile> found = new TreeMap<>();

  private DataFiles(boolean hasPartitions, Consumer<String> notes) {
    this.hasPartitions = hasPartitions;
    this.notes = notes;
  }

  /**
   * The files at a path, in the order of their paths: the file of that name, the files of a folder
   * and of folders like {@code label=0} in it, or all that match a pattern. In a folder, names that
   * start with a dot or an underscore are left out, as everywhere in Hadoop.
   *
   * @param property the property that named the path, for messages
   * @param hasPartitions whether folders like {@code label=0} give columns
   * @param notes takes a line for what is left out
   * @throws ClrException if there are no files, or the file system cannot be reached
   */
  public static List<DataFile> of(
      Property<String> property,
      String path,
      Configuration hadoop,
      boolean hasPartitions,
      Consumer<String> notes) {
    DataFiles all = new DataFiles(hasPartitions, notes);
    all.add(property, path, hadoop);
    return List.copyOf(all.found.values());
  }

  /**
   * The files at several paths, in the order of their own paths, each once.
   *
   * @param name what named the paths, for messages
   * @throws ClrException if there are no files at one of them, or a file system cannot be reached
   */
  public static List<DataFile> of(
      Object name,
      List<String> paths,
      Configuration hadoop,
      boolean hasPartitions,
      Consumer<String> notes) {
    DataFiles all = new DataFiles(hasPartitions, notes);
    paths.forEach(path -> all.add(name, path, hadoop));
    return List.copyOf(all.found.values());
  }

  private void add(Object property, String path, Configuration hadoop) {
    int before = found.size();
    try {
      Path given = new Path(path);
      FileSystem system = given.getFileSystem(hadoop);
      boolean isPattern = PATTERN_CHARACTER.matcher(path).find() && !system.exists(given);
      FileStatus[] matches =
          isPattern ? system.globStatus(given) : new FileStatus[] {status(system, given)};
      if (matches == null || matches.length == 0 || matches[0] == null) {
        throw ClrException.invalid(
            property, path, MessageText.of(system.makeQualified(given) + " does not exist"));
      }
      for (FileStatus match : matches) {
        Map<String, String> values = isPattern ? values(given, match.getPath()) : Map.of();
        add(system, match, values);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw ClrException.invalid(property, path, MessageText.of(reason(e)), e);
    }
    if (found.isEmpty() && before == 0) {
      throw ClrException.invalid(property, path, "the folder has no files");
    }
  }

  private static @Nullable FileStatus status(FileSystem system, Path path) throws IOException {
    return system.exists(path) ? system.getFileStatus(path) : null;
  }

  /** The columns in the part of a path that matched a pattern. */
  private Map<String, String> values(Path pattern, Path match) {
    Map<String, String> values = new HashMap<>();
    Path folder = match;
    for (Path part = pattern; part != null && folder != null; part = part.getParent()) {
      if (PATTERN_CHARACTER.matcher(part.getName()).find()) {
        addValue(folder.getName(), values);
      }
      folder = folder.getParent();
    }
    return values;
  }

  private boolean addValue(String name, Map<String, String> values) {
    int equals = name.indexOf('=');
    if (!hasPartitions || equals < 1) {
      return false;
    }
    values.put(
        ExternalCatalogUtils.unescapePathName(name.substring(0, equals)),
        ExternalCatalogUtils.unescapePathName(name.substring(equals + 1)));
    return true;
  }

  private void add(FileSystem system, FileStatus status, Map<String, String> values)
      throws IOException {
    if (status.isFile()) {
      found.put(status.getPath().toString(), new DataFile(status, values));
      return;
    }
    List<String> hidden = new ArrayList<>();
    for (FileStatus child : system.listStatus(status.getPath())) {
      Map<String, String> own = new HashMap<>(values);
      if (!isVisible(child.getPath())) {
        if (!NO_DATA.matcher(child.getPath().getName()).matches()) {
          hidden.add(child.getPath().getName());
        }
      } else if (child.isFile() || addValue(child.getPath().getName(), own)) {
        add(system, child, own);
      } else {
        noteFolder(system, child.getPath());
      }
    }
    if (!hidden.isEmpty()) {
      notes.accept(
          "Not read in %s, for its name starts with a dot or an underscore: %s."
              .formatted(status.getPath(), MessageText.of(String.join(", ", hidden))));
    }
  }

  private void noteFolder(FileSystem system, Path folder) throws IOException {
    int files = system.listStatus(folder, DataFiles::isVisible).length;
    if (files > 0) {
      notes.accept(
          "Not read: the folder %s, with %s in it; %s/* reads what is in such folders."
              .formatted(folder, files == 1 ? "1 file" : files + " files", folder.getParent()));
    }
  }

  /** Opens a file; decompresses by its extension. */
  public static InputStream open(String file, Configuration hadoop) throws IOException {
    Path path = new Path(file);
    InputStream raw = path.getFileSystem(hadoop).open(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    return codec == null ? raw : new BufferedInputStream(codec.createInputStream(raw), 1 << 16);
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
