package io.clrspark.jobs.launch;

import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.jobs.command.CommandLine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/**
 * The archive of class data sharing (CDS, JEP 350) beside the jar. It holds the classes of Spark
 * and of the jar in the form that a JVM has in memory: reading and checking class files takes a
 * third of the time of a short command. The archive fits one JVM and one state of the jars; any
 * other JVM ignores it and reads class files.
 */
public final class CdsArchive {

  private static final int MINUTES = 3;
  private static final List<String> SILENT = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

  private CdsArchive() {}

  /**
   * Makes the archive; two calls must not run at a time.
   *
   * @param arguments the folder of clr-spark, and the job whose run loads the classes to archive
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Path target = file(root).resolveSibling("");
    try (DirectoryStream<Path> old = Files.newDirectoryStream(target, "spark-*.jsa")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    Path folder = target.resolve("archive");
    FileUtils.deleteDirectory(folder.toFile()); // left by a call that was killed
    Files.createDirectory(folder);
    try {
      make(root, folder, arguments[1]);
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  private static void make(Path root, Path folder, String job)
      throws IOException, InterruptedException {
    Path made = folder.resolve("made.jsa");
    Process process =
        new ProcessBuilder(command(root, folder, job, made))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    } else if (process.exitValue() == 0 && Files.exists(made)) {
      Files.move(made, file(root), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static List<String> command(Path root, Path folder, String job, Path made) {
    String options =
        "-XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=%s %s"
            .formatted(made, String.join(" ", SILENT));
    CommandLine none = CommandLine.parse(List.of(), Set.of(), Set.of());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(DataProperties.PATH.key(), root.resolve("conf/data/digits.csv.gz").toString());
    properties.put(TrainingProperties.HISTORY_PATH.key(), folder.resolve("history").toString());
    properties.put(ModelProperties.SAVE.key(), folder.resolve("model.zip").toString());
    properties.put(TrainingProperties.EPOCHS.key(), "1");
    properties.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    List<String> words =
        new ArrayList<>(new EmbeddedSpark(root, System.getenv(), options).submit(none, Map.of()));
    words.addAll(List.of("--class", job));
    words.addAll(List.of("--properties-file", root.resolve("conf/digits.properties").toString()));
    words.addAll(SubmitCommand.confs(properties));
    words.add(SubmitCommand.onlyHere(root.resolve("jobs/target/clr-jobs.jar")));
    return words;
  }

  /** The options by which a JVM uses the archive; none if there is no archive for this JVM. */
  static List<String> options(Path root) {
    List<String> options = new ArrayList<>();
    if (Files.exists(file(root))) {
      options.add("-XX:SharedArchiveFile=" + file(root));
      options.addAll(SILENT);
    }
    return options;
  }

  /** The file of the archive: its format is that of one version of the JVM. */
  public static Path file(Path root) {
    return root.resolve("jobs/target/spark-" + Runtime.version() + ".jsa");
  }
}
