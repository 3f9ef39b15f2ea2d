package io.clrspark.jobs.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.jobs.BinClr;
import io.clrspark.jobs.Commands;
import io.clrspark.jobs.LocalSpark;
import io.clrspark.jobs.command.ExitStatus;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.jobs.driver.TrainingJob;
import io.clrspark.jobs.launch.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs of {@code bin/clr train} that must be refused: with status 1, one or two lines on standard
 * error, and nothing new on the disk. They are those of conf/digits.properties with some properties
 * changed, and run in this process.
 */
final class RefusedTraining {

  /** What a message has in place of the folder of {@link #file}. */
  private static final String INPUTS = "INPUTS";

  /** What a message has in place of the folder of clr-spark. */
  private static final String ROOT = "ROOT";

  private final Path folder;
  private final Path inputs;

  RefusedTraining(Path folder) throws IOException {
    this.folder = folder;
    this.inputs = Files.createDirectories(folder.resolve("inputs"));
  }

  Path inputs() {
    return inputs;
  }

  /** Writes an input. */
  Path file(String name, byte[] bytes) throws IOException {
    Path file = inputs.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** Writes an input. */
  Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(UTF_8));
  }

  /**
   * The message of a training that is refused.
   *
   * @param namesAndValues properties without {@code spark.clr.}, each with its value
   */
  String message(String... namesAndValues) throws IOException {
    Path work = folder.resolve("work");
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.clr.history.path", work.resolve("history").toString());
    properties.put("spark.clr.model.save", work.resolve("model.zip").toString());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.put("spark.clr." + namesAndValues[i], namesAndValues[i + 1]);
    }
    List<String> before = tree();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, UTF_8);
    int status = ExitStatus.of("train", List.of(), all -> train(properties), err);
    String message = bytes.toString(UTF_8);
    assertThat(status).as(message).isEqualTo(1);
    assertThat(message.lines())
        .as(message)
        .hasSizeBetween(1, 2)
        .allMatch(line -> line.length() < 1000)
        .noneMatch(line -> line.matches(".*(Cannot go on|Exception|\\bat io\\.clr|null:).*"));
    assertThat(tree()).isEqualTo(before);
    return message.strip().replace(inputs.toString(), INPUTS).replace(BinClr.ROOT.toString(), ROOT);
  }

  /** Runs the launcher's checks, then the job. */
  private void train(Map<String, String> properties) throws Exception {
    Path file = folder.resolve("given.properties");
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(line(key, value)));
    Files.writeString(file, text);
    Path order = folder.resolve("order");
    try {
      String example = BinClr.ROOT.resolve("conf/digits.properties").toString();
      new Launcher(Commands.ALL, BinClr.ROOT, Map.of())
          .launch(List.of("train", example, file.toString()), order);
      Map<String, String> all = PropertyFiles.merged(List.of(example, file.toString()));
      all.compute(
          "spark.clr.data.path",
          (key, path) ->
              path == null || !path.startsWith("conf/")
                  ? path
                  : BinClr.ROOT.resolve(path).toString());
      new TrainingJob(ClrConf.of(all)).run(LocalSpark.context(), all);
    } finally {
      Files.delete(file);
      Files.deleteIfExists(order);
    }
    throw new ClrException("Cannot be: it was taken");
  }

  private static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\").replace("\n", "\\n") + "\n";
  }

  /** All files and folders, and what of ours is in the folder for temporary files. */
  private List<String> tree() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.walk(folder);
        Stream<Path> others = Files.list(temporary)) {
      return Stream.concat(
              files, others.filter(file -> file.getFileName().toString().startsWith("clr-model")))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }
}
