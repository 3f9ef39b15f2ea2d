package io.clrspark.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder of files as one version of clr-spark wrote them:
 *
 * <pre>
 * history/              a history of several runs
 * checkpoints/          checkpoints of two runs that were killed, and of one that was resumed
 * models/NAME.zip       saved networks
 * schedules/NAME.json   schedules as text, and NAME.yaml
 * training-master.json  a training master as text, and training-master.yaml
 * suggested.properties  what a range test suggests
 * expected/             what they must be read as
 * </pre>
 *
 * <p>A set has no history and checkpoints where its version wrote them as the version before.
 *
 * <p>The hidden checksum files that Hadoop's local file system adds are left out: they are not part
 * of the format, and other file systems have none.
 */
final class GoldenSet {

  private static final String ALL = "/golden";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** The set in a folder that is named by its format's number. */
  GoldenSet(Path folder) {
    this.folder = folder;
  }

  /** The sets of all formats, the newest one last. */
  static List<GoldenSet> all() {
    try (Stream<Path> folders = Files.list(resources())) {
      return folders
          .filter(folder -> folder.getFileName().toString().matches("\\d+"))
          .sorted((a, b) -> Integer.compare(number(a), number(b)))
          .map(GoldenSet::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those with a history and checkpoints. */
  static List<GoldenSet> withRuns() {
    return all().stream().filter(set -> Files.exists(set.history())).toList();
  }

  static GoldenSet newest() {
    List<GoldenSet> all = all();
    return all.get(all.size() - 1);
  }

  private static Path resources() {
    try {
      return Path.of(Objects.requireNonNull(GoldenSet.class.getResource(ALL)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString());
  }

  /** The number of its format. */
  int format() {
    return number(folder);
  }

  Path folder() {
    return folder;
  }

  Path history() {
    return folder.resolve("history");
  }

  Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  Path model(String name) {
    return folder.resolve("models/" + name + ".zip");
  }

  Path schedule(String name, String extension) {
    return folder.resolve("schedules/" + name + "." + extension);
  }

  Path master(String extension) {
    return folder.resolve("training-master." + extension);
  }

  Path suggestedProperties() {
    return folder.resolve("suggested.properties");
  }

  Path expected(String name) {
    return folder.resolve("expected/" + name);
  }

  JsonNode expectedJson(String name) {
    try {
      return JSON.readTree(expected(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy that may be written to. */
  GoldenSet copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, target.resolve(folder.relativize(file).toString()));
      }
    }
    return new GoldenSet(target);
  }

  @Override
  public String toString() {
    return "format " + number(folder);
  }
}
