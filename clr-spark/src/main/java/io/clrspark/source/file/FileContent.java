package io.clrspark.source.file;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/** Compares what files start with to what their names say. */
@Internal
public final class FileContent {

  private static final int START = 8;

  private FileContent() {}

  /** What a file may be compressed with: its first bytes, in ISO 8859-1, and its extension. */
  private enum Compression {
    GZIP("gzip", "\37\213", ".gz"),
    BZIP2("bzip2", "BZh", ".bz2"),
    ZIP("a zip archive", "PK\3\4", ".zip"),
    XZ("xz", "\3757zXZ", ".xz"),
    ZSTANDARD("zstd", "(\265/\375", ".zst"),
    LZ4("lz4", "\4\"M\30", ".lz4"),
    SNAPPY("snappy", "\377\6\0\0sNaP", ".snappy");

    private final String text;
    private final String start;
    private final String extension;

    Compression(String text, String start, String extension) {
      this.text = text;
      this.start = start;
      this.extension = extension;
    }

    boolean starts(String file) {
      return file.startsWith(start)
          && (this != BZIP2 || file.startsWith("1AY&", 4) || file.startsWith("\27rE8", 4));
    }

    boolean isRead() {
      return this == GZIP || this == BZIP2;
    }
  }

  /**
   * Requires plain, gzip or bzip2 files, named so. Others Hadoop reads as text, or takes their
   * first bytes for a size and allocates gigabytes.
   *
   * @throws ClrException for the first file that is something else
   */
  public static void requireReadable(List<DataFile> files, Configuration hadoop) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    for (DataFile file : files) {
      String start = start(file.path(), hadoop);
      Optional<String> problem =
          problem(new Path(file.path()).getName(), start, codecs.getCodec(new Path(file.path())));
      if (problem.isPresent()) {
        throw new ClrException("Cannot read " + file.path() + ": " + problem.get());
      }
    }
  }

  /**
   * Requires files that start as files of a format do.
   *
   * @throws ClrException for the first that does not
   */
  public static void requireStart(
      List<DataFile> files, String format, String start, Configuration hadoop) {
    for (DataFile file : files) {
      if (!start(file.path(), hadoop).startsWith(start)) {
        throw new ClrException(
            "Cannot read %s: it is no %s file: it does not start with %s."
                .formatted(file.path(), format, start));
      }
    }
  }

  private static Optional<String> problem(
      String name, String start, @Nullable CompressionCodec codec) {
    String lower = name.toLowerCase(Locale.ROOT);
    @Nullable Compression content = first(kind -> kind.starts(start));
    @Nullable Compression named = first(kind -> lower.endsWith(kind.extension));
    if (named != null && !named.isRead()) {
      return Optional.of(
          "%s files are not read. Unpack it, or compress it with gzip.".formatted(named.extension));
    }
    if (content != null && !content.isRead()) {
      return Optional.of("it is " + content.text + ". Unpack it, or compress it with gzip.");
    }
    if (content != null && codec == null) {
      String as = name + content.extension;
      return Optional.of("it is %s: name it %s, or unpack it.".formatted(content.text, as));
    }
    if (named != null && content != named && !start.isEmpty()) {
      String is = content == null ? "it is not " + named.text : "it is " + content.text;
      return Optional.of(
          "its name ends with %s, but %s. Give it a name that fits."
              .formatted(named.extension, is));
    }
    return Optional.empty();
  }

  private static @Nullable Compression first(Predicate<Compression> wanted) {
    return Arrays.stream(Compression.values()).filter(wanted).findFirst().orElse(null);
  }

  private static String start(String file, Configuration hadoop) {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      return new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new ClrException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
